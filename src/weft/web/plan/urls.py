"""Addresses of Plan."""

from django.urls import path

from weft.web.plan import agreements, outlines, own, someone, views

app_name = "plan"
urlpatterns = [
    path("people/<uuid:person_id>/plan", views.draft, name="draft"),
    path("plan/people/<uuid:person_id>/outline", outlines.person, name="person_outline"),
    path("plan/enquiries/<uuid:enquiry_id>/outline", outlines.enquiry, name="enquiry_outline"),
    path("plans/<uuid:plan_id>", views.plan, name="plan"),
    path("plans/<uuid:plan_id>/change", views.change, name="change"),
    path("plans/<uuid:plan_id>/line/keep", views.keep_line, name="keep_line"),
    path("plans/<uuid:plan_id>/line/forget", views.forget_line, name="forget_line"),
    path("plans/<uuid:plan_id>/set", views.choose, name="choose"),
    path("plans/<uuid:plan_id>/agree", views.agree, name="agree"),
    path("plans/<uuid:plan_id>/sheet.pdf", views.sheet, name="sheet"),
    path("people/<uuid:person_id>/agreements", agreements.agreements, name="agreements"),
    path("people/<uuid:person_id>/agreements/withdraw", agreements.withdraw, name="withdraw"),
    path("me/plan", own.mine, name="mine"),
    path("me/plan/agree", own.agree, name="mine_agree"),
    path("me/plan/ask", own.ask, name="mine_ask"),
    path("me/plan/withdraw", own.withdraw, name="mine_withdraw"),
    path("me/plan/sheet.pdf", own.sheet, name="mine_sheet"),
    path("plan-for-someone", someone.start, name="for_someone"),
    path("plan-for-someone/<int:number>", someone.question, name="question"),
    path("plan-for-someone/plan", someone.outline, name="outline"),
    path("plan-for-someone/plan.pdf", someone.sheet, name="outline_sheet"),
]
