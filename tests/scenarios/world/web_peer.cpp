#include "scenarios/world/web_peer.hpp"

#include <map>

namespace provtool::testing {

namespace {

using Json = nlohmann::json;

FetchProblem problem_named(const std::string& name) {
  static const std::map<std::string, FetchProblem> k_problems{
      {"name_lookup", FetchProblem::name_lookup}, {"no_route", FetchProblem::no_route},
      {"refused", FetchProblem::refused},         {"timeout", FetchProblem::timeout},
      {"broken_off", FetchProblem::broken_off},   {"not_http", FetchProblem::not_http},
      {"too_large", FetchProblem::too_large},     {"tls", FetchProblem::tls}};
  return k_problems.at(name);
}

// `/path` on the host of `base`; anything else is absolute already.
std::string absolute(const std::string& location, const std::string& base) {
  if (!location.starts_with("/")) return location;
  return base.substr(0, base.find('/', base.find("://") + 3)) + location;
}

}  // namespace

Fetched fetch_from(const Json& web, const Request& request) {
  const Json answer = web.value(request.url, Json{{"fault", "name_lookup"}});
  Fetched fetched;
  fetched.url = request.url;
  if (answer.contains("fault")) fetched.problem = problem_named(answer["fault"]);
  fetched.detail = answer.value("detail", "");
  fetched.server = answer.value("address", fetched.problem ? "" : "192.0.2.80");
  fetched.status = answer.value("status", fetched.problem ? 0 : 200);
  fetched.location = answer.value("location", "");
  if (!fetched.location.empty()) fetched.redirect_url = absolute(fetched.location, request.url);
  fetched.content_type = answer.value("content_type", "");
  fetched.body = to_bytes(answer.value("body", ""));
  fetched.elapsed = Duration(static_cast<Duration::rep>(answer.value("after_ms", 20.0) * 1000));
  if (fetched.problem == FetchProblem::timeout) fetched.elapsed = request.time_limit;
  return fetched;
}

}  // namespace provtool::testing
