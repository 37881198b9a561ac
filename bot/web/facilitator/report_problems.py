"""What a report that opens in a tab of its own says when there is none to show: in a page, for people."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response
from litestar.response import Redirect

from bot.web.facilitator.links import report_path
from bot.web.facilitator.report_pages import problem_page
from bot.web.problems import Problem, answer_problem


def answer_in_a_tab(request: Request[Any, Any, Any], problem: Problem) -> Response[Any]:
    """To browsers a page: the one to sign in on, which leads back to the report, or one that says what is wrong.

    Programs get the one error shape, as everywhere.
    """
    if "text/html" not in request.headers.get("accept", ""):
        return answer_problem(request, problem)
    ids = request.path_params
    if problem.code == "not_signed_in":
        return Redirect(report_path(ids["workshop"], ids.get("participant")), status_code=302)
    page = problem_page(problem.detail, request.app.state.static)
    return Response(page.encode(), media_type="text/html", status_code=problem.status_code)
