"""Addresses of the front door and of the desk."""

from django.urls import path

from weft.web.desk import inbox, knowledge, letters, lock, lost, me, messages, papers, people, person, today, views

app_name = "desk"
urlpatterns = [
    path("sign-in", views.sign_in, name="sign_in"),
    path("sign-in/again", lost.come_back, name="come_back"),
    path("signed-in", lost.come_in, name="come_in"),
    path("here", lock.here, name="here"),
    path("locked", lock.locked, name="locked"),
    path("locked/open", lock.unlock, name="unlock"),
    path("sign-out", views.sign_out, name="sign_out"),
    path("demo/as", views.look_around, name="look_around"),
    path("healthz", views.alive, name="alive"),
    path("today", today.today, name="today"),
    path("today/free", today.free, name="free"),
    path("inbox", inbox.waiting, name="inbox"),
    path("inbox/<uuid:task_id>/take", inbox.take, name="take"),
    path("inbox/<uuid:task_id>/done", inbox.finish, name="finish"),
    path("messages", messages.sent, name="messages"),
    path("people", people.people, name="people"),
    path("people/<uuid:person_id>", person.person, name="person"),
    path("people/<uuid:person_id>/papers", papers.papers, name="papers"),
    path("people/<uuid:person_id>/papers/add", papers.add, name="add_paper"),
    path("people/<uuid:person_id>/letter", letters.write, name="write_letter"),
    path("people/<uuid:person_id>/letter/draft", letters.draft, name="letter_draft"),
    path("papers/<uuid:attachment_id>/file", papers.file, name="paper_file"),
    path("papers/<uuid:attachment_id>/take-out", papers.take_out, name="withdraw_paper"),
    path("letters/<uuid:letter_id>", letters.letter, name="letter"),
    path("letters/<uuid:letter_id>/sheet", letters.sheet, name="letter_sheet"),
    path("letters/<uuid:letter_id>/sent", letters.sent, name="letter_sent"),
    path("settings/knowledge", knowledge.in_use, name="knowledge"),
    path("settings/knowledge/files", knowledge.files, name="knowledge_files"),
    path("settings/knowledge/facts/<slug:fact_name>", knowledge.one_fact, name="fact"),
    path("settings/knowledge/sign", knowledge.sign, name="knowledge_sign"),
    path("settings/knowledge/drafts", knowledge.drafts, name="knowledge_work_with_drafts"),
    path("me", me.me, name="me"),
    path("me/check-in", me.check_in, name="check_in"),
]
