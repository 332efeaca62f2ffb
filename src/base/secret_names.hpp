// Names whose values are secrets: of parameters, headers, elements and attributes.
#pragma once

#include <string_view>

namespace provtool {

// Whether a name says that its value is a secret: `auth_token`, `apiKey`, `HTTP_AUTH_PASSWORD`, `user[pin]`,
// percent-encoded or not. Words in which such a word happens to occur, such as `keyboard`, do not.
bool names_a_secret(std::string_view name);

// Secret as the name of a parameter; in `code: 404` they are ordinary words.
bool names_a_secret_parameter(std::string_view name);

}  // namespace provtool
