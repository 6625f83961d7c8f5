"""Addresses of filing and intake."""

from __future__ import annotations

from django.urls import path

from jianzhen.web.filing.views import adopting, api, downloads, duties, filings, origin, own, receipts, submissions

urlpatterns = [
    path("own/", own.own, name="own"),
    path("own/templates/<slug:purpose>.xlsx", own.submission_template, name="submission_template"),
    path("submissions/", submissions.submissions, name="submissions"),
    path("submissions/new/", submissions.new_submission, name="new_submission"),
    path("submissions/<int:submission_id>/", submissions.submission, name="submission"),
    path("submissions/<int:submission_id>/status/", submissions.submission_status, name="submission_status"),
    path("submissions/<int:submission_id>/submit/", submissions.submit_submission, name="submit_submission"),
    path("submissions/<int:submission_id>/correct/", submissions.correct_submission, name="correct_submission"),
    path("submissions/<int:submission_id>/faults.xlsx", downloads.submission_faults, name="submission_faults"),
    path("submissions/<int:submission_id>/files/<int:file_id>/", downloads.submitted_file, name="submitted_file"),
    path("submissions/<int:submission_id>/marked/<int:file_id>/", downloads.marked_file, name="marked_file"),
    path("submissions/<int:submission_id>/receipt/", receipts.submission_receipt, name="submission_receipt"),
    path("submissions/<int:submission_id>/receipt.svg", receipts.receipt_picture, name="receipt_picture"),
    path("receipts/", receipts.check_receipt, name="check_receipt"),
    path("receipts/<slug:number>/", receipts.receipt, name="receipt"),
    path("filings/", filings.filings, name="filings"),
    path("filings/new/", filings.new_filing, name="new_filing"),
    path("filings/<int:filing_id>/", filings.filing, name="filing"),
    path("filings/<int:filing_id>/save/", filings.save_filing, name="save_filing"),
    path("filings/<int:filing_id>/material/", filings.attach_filing, name="attach_filing"),
    path("filings/<int:filing_id>/submit/", filings.submit_filing, name="submit_filing"),
    path("filings/<int:filing_id>/decide/", filings.decide_filing, name="decide_filing"),
    path("filings/<int:filing_id>/adopt/", adopting.adopt_filing, name="adopt_filing"),
    path("duties/", duties.duties, name="duties"),
    path("duties/new/", duties.new_duty, name="new_duty"),
    path("duties/<int:duty_id>/end/", duties.end_duty, name="end_duty"),
    path("overdue/", duties.overdue, name="overdue"),
    path("overdue.xlsx", duties.overdue_file, name="overdue_file"),
    path("overdue/chase/", duties.chase, name="chase"),
    path("origin/<slug:table>/<slug:row_id>/", origin.row_origin, name="row_origin"),
    path("api/submissions/", api.api_submissions, name="api_submissions"),
    path("api/submissions/<int:submission_id>/", api.api_submission, name="api_submission"),
    path("api/submissions/<int:submission_id>/faults/", api.api_submission_faults, name="api_submission_faults"),
    path("api/submissions/<int:submission_id>/submit/", api.api_submit, name="api_submit"),
]
