"""Forms that `send.js` sends: the page stays until the server has answered, so typed text outlives a lost network."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def held_forms(get_response: Answer) -> Answer:
    """Tell the script where to go on; a redirect that it followed itself would be shown twice, its messages never."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "x-hold" in request.headers and response.status_code in {302, 303} and response.has_header("Location"):
            response.headers["X-Go"] = response.headers["Location"]
            del response.headers["Location"]
            response.status_code = 204
        return response

    return middleware
