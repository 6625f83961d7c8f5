"""Addresses of sign-in and of the desk of people."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path

from jianzhen.web.accounts.views import me, offices, people

urlpatterns = [
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/", account.password_change, name="account_change_password"),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("me/", me.me, name="me"),
    path("me/tokens/", me.make_token, name="make_token"),
    path("me/tokens/<int:token_id>/revoke/", me.revoke_token, name="revoke_token"),
    path("me/elevated/", me.elevated, name="elevated"),
    path("me/elevated/end/", me.step_down, name="step_down"),
    path("api/me/", me.api_me, name="api_me"),
    path("people/", people.people_list, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/export/", people.export_people, name="export_people"),
    path("people/<int:user_id>/", people.person, name="person"),
    path("people/<int:user_id>/posts/", people.grant_post, name="grant_post"),
    path("people/<int:user_id>/posts/<int:post_id>/end/", people.end_post, name="end_post"),
    path("people/<int:user_id>/stop/", people.stop_person, name="stop_person"),
    path("people/<int:user_id>/resume/", people.resume_person, name="resume_person"),
    path("people/<int:user_id>/factor/", people.reset_factor, name="reset_factor"),
    path("people/<int:user_id>/details/", people.change_person, name="change_person"),
    path("people/<int:user_id>/password/", people.reset_password, name="reset_password"),
    path("people/<int:user_id>/unmask/<slug:field>/", people.unmask, name="unmask"),
    path("departments/", offices.departments, name="departments"),
    path("departments/new/", offices.new_department, name="new_department"),
    path("parties/", offices.parties, name="parties"),
    path("parties/new/", offices.new_party, name="new_party"),
    path("parties/<int:party_id>/", offices.party, name="party"),
    path("parties/<int:party_id>/accounts/", offices.new_partner, name="new_partner"),
]
