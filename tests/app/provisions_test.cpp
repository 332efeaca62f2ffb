#include "app/provisions.hpp"

#include <doctest/doctest.h>

#include "app/runs.hpp"
#include "support/certificates.hpp"

namespace provtool {

namespace {

using testing::Ids;
using testing::ids_of;
using testing::says;

struct Taking : testing::Runs {
  // Whether all was taken; `terms` and `findings` are those of it.
  bool operator()() {
    auto run = begun();
    Provisions provisions(run);
    const bool good = provisions.take(testing::Harmless::no_rights());
    terms = provisions.terms();
    has_key = provisions.grounds().key().has_value();
    findings = run.report.findings;
    return good;
  }
  // Writes a file, and names it.
  std::string file(const std::string& content) {
    folder.write("given", content);
    return folder / "given";
  }
  std::string trouble() { return testing::only(findings, "host.not-read").message; }

  LoadTerms terms;
  bool has_key = false;
  std::vector<Finding> findings;
};

}  // namespace

TEST_CASE("what the command line says holds for every request") {
  Taking taking;
  taking.options.load.user = "phone:invented:1";
  taking.options.load.insecure = taking.options.load.advise = true;
  taking.options.files.max_size = 4711;
  REQUIRE(taking());
  CHECK(taking.terms.user->user == "phone");
  CHECK(taking.terms.user->password == "invented:1");
  CHECK(taking.terms.insecure);
  CHECK(taking.terms.advise);
  CHECK(taking.terms.max_size == 4711);
  CHECK(taking.terms.now == taking.world.wall_now());
}

TEST_CASE("certificates to trust are read from a file, all of them") {
  Taking taking;
  const auto one = testing::make_certificate();
  const auto other = testing::make_certificate({.name = "Other Root"});
  taking.options.load.ca = taking.file(testing::pem_of(one.der) + testing::pem_of(other.der));
  REQUIRE(taking());
  REQUIRE(taking.terms.anchors.size() == 2);
  CHECK(taking.terms.anchors[0].der == one.der);
  CHECK(taking.terms.anchors[1].der == other.der);
  CHECK(taking.terms.anchors[1].from == TrustAnchor::From::given);
}

TEST_CASE("a file without a certificate is named, and what it is instead; nothing of it is quoted") {
  Taking taking;
  const auto key = testing::pem_of(testing::private_der(testing::ec_key()), "PRIVATE KEY");
  SUBCASE("a private key") {
    taking.options.load.ca = taking.file(key);
    CHECK_FALSE(taking());
    CHECK(says(taking.trouble(), "private key"));
    CHECK_FALSE(says(taking.trouble(), key.substr(40, 16)));
  }
  SUBCASE("something else") {
    taking.options.load.ca = taking.file("prov.example.com phone:invented1\n");
    CHECK_FALSE(taking());
    CHECK_FALSE(says(taking.trouble(), "invented1"));
  }
  CHECK(says(taking.trouble(), "given contains no certificate: "));
  CHECK(taking.findings[0].place.file == taking.options.load.ca);
}

TEST_CASE("credentials are read from a file; a wrong line is named, and not quoted") {
  Taking taking;
  taking.options.load.credentials = taking.file("# hosts\nprov.example.com phone:invented\n");
  REQUIRE(taking());
  REQUIRE(taking.terms.per_host.size() == 1);
  CHECK(taking.terms.per_host[0].host == "prov.example.com");
  taking.options.load.credentials = taking.file("prov.example.com invented");
  CHECK_FALSE(taking());
  CHECK(says(taking.trouble(), "given is not: host user:password"));
  CHECK(says(taking.trouble(), "line 1"));
  CHECK_FALSE(says(taking.trouble(), "invented"));
}

TEST_CASE("a key is read from a file of its own or from a device file") {
  Taking taking;
  taking.options.files.key = taking.file("invented\n");
  CHECK(taking());
  CHECK(taking.has_key);
  taking.options.files.key.reset();
  taking.options.files.key_from =
      taking.file(testing::device_file(testing::prov("<CFG_FILE_KEY>invented</CFG_FILE_KEY>")));
  CHECK(taking());
  CHECK(taking.has_key);
  taking.options.files.key_from = taking.file(testing::device_file(""));
  CHECK_FALSE(taking());
  CHECK(says(taking.trouble(), "CFG_FILE_KEY"));
}

TEST_CASE("a file that is larger than may be read counts for nothing") {
  Taking taking;
  taking.options.files.max_size = 25;  // a whole line of credentials, or most of a key
  const auto path = taking.file("prov.example.com u:invent\nother.example.com u:invented\n");
  SUBCASE("credentials") {
    taking.options.load.credentials = path;
  }
  SUBCASE("the key") {
    taking.options.files.key = path;
  }
  CHECK_FALSE(taking());
  CHECK(says(taking.trouble(), "has more than 25 bytes (--max-size)"));
  CHECK(taking.terms.per_host.empty());
}

TEST_CASE("whatever cannot be read ends the run before anything is asked") {
  for (const auto* option : {"--ca", "--credentials", "--key-file", "--key-from", "--catalogue"}) {
    CAPTURE(option);
    Taking taking;
    const auto gone = taking.folder / "gone";
    CHECK(taking.fetch({option, gone, "--save", taking.folder / "saved"}) == 3);
    CHECK(taking.reports("host.not-read"));
    CHECK(taking.reports(gone));
    CHECK(taking.world.requests().empty());
    Taking checking;
    CHECK(checking.program({"check", "--json", option, gone}) == 3);
    CHECK(checking.reports("host.not-read"));
    CHECK(checking.world.requests().empty());
    CHECK(checking.world.sent().empty());
  }
}

TEST_CASE("so does what could not be saved") {
  Taking taking;
  taking.options.load.save = taking.folder.path();
  taking.folder.write("master.cfg", "mine");
  CHECK_FALSE(taking());
  CHECK(ids_of(taking.findings) == Ids{"host.not-written"});
  CHECK(taking.fetch({"--save", taking.folder.path()}) == 3);
  CHECK(taking.world.requests().empty());
}

}  // namespace provtool
