#include "provisioning/boot_load.hpp"

#include <doctest/doctest.h>

#include <random>

#include "base/foreign.hpp"
#include "support/boots.hpp"
#include "support/certificates.hpp"
#include "support/data_file.hpp"

namespace provtool {

namespace {

using namespace testing;
using Urls = std::vector<std::string>;

constexpr std::string_view k_saved =
    ": the phone keeps its saved configuration if it has one; a new phone stays unprovisioned and tries "
    "again";

const FileKey k_key{"0123456789abcdef0123456789abcdef"};

std::string shown(const std::string& sentence) {
  return with_secrets(sentence, Secrets::mask);
}

Urls statuses(const BootResult& result) {
  Urls all;
  for (const auto& download : result.downloads)
    all.push_back(std::string(to_text(download.role)) + " " + std::string(to_text(download.status)));
  return all;
}

std::string order_of_roles(const BootResult& result) {
  std::string roles;
  for (const auto& download : result.downloads) roles.append(to_text(download.role)).append(" ");
  return roles;
}

}  // namespace

TEST_CASE("the initial file comes first, then the device files at once, in whatever order they are named") {
  Boot boot;
  const auto result = boot.run();
  CHECK(boot.urls() == Urls{k_initial, k_standard, k_product, k_master});
  CHECK(boot.most_at_once == 3);
  CHECK(order_of_roles(result) == "initial standard product master ");
  CHECK(result.outcome == BootOutcome::configured);
  CHECK(result.sentence ==
        "its files load: the phone comes up with 5 values from standard, product and master");
  CHECK(problems(result) == Ids{});
  CHECK(result.open.empty());
  CHECK(result.files.size() == 4);
}

TEST_CASE("a value of the standard file is not replaced by one of product or master") {
  Boot boot;
  CHECK(value_of(boot.run(), "CFG_RESYNC_FROM_SIP") == "standard");
  boot.answers[k_standard] = came(good_device_file());
  const auto result = boot.run();
  CHECK(value_of(result, "CFG_RESYNC_FROM_SIP") == "product");
  CHECK(result.effective.back().shadows == std::vector{FileRole::master});
}

TEST_CASE("in whatever order the answers come, the result is the same") {
  Boot boot;
  boot.answers[k_initial] =
      came(initial_file(names_three(), element("CFG_ROOT_CERTIFICATE_PATH1", k_certificate) +
                                           element("CFG_ROOT_CERTIFICATE_PATH2", "http://b.example/2")));
  boot.answers[k_certificate] = came("<html/>");
  boot.answers[k_product] = answered(404);
  const auto first = boot.run();
  CHECK(order_of_roles(first) == "initial certificate certificate standard product master ");
  std::mt19937 random(1);
  boot.order = [&](std::size_t under_way) { return random() % under_way; };
  for (int i = 0; i < 30; ++i) {
    const auto again = boot.run();
    CHECK(again.sentence == first.sentence);
    CHECK(ids_of(again.findings) == ids_of(first.findings));
    CHECK(statuses(again) == statuses(first));
    CHECK(again.effective.size() == first.effective.size());
  }
}

TEST_CASE("two boots side by side do not mix their answers") {
  Boot boot;
  Boot other;
  other.answers[k_standard] = came(good_device_file(prov(element("CFG_RESYNC_FROM_SIP", "other"))));
  BootLoad one(boot.question());
  BootLoad two(other.question());
  for (int i = 0; i < 10; ++i) {
    while (const auto request = one.next_request()) one.fetched(boot.answer(*request));
    while (const auto request = two.next_request()) two.fetched(other.answer(*request));
  }
  CHECK(value_of(one.take_result(), "CFG_RESYNC_FROM_SIP") == "standard");
  CHECK(value_of(two.take_result(), "CFG_RESYNC_FROM_SIP") == "other");
}

// ---- losses

TEST_CASE("a lost initial file leaves the phone with what it has saved, and nothing else is asked") {
  Boot boot;
  boot.answers[k_initial] = problem(FetchProblem::refused);
  const auto result = boot.run();
  CHECK(boot.urls() == Urls{k_initial});
  CHECK(result.outcome == BootOutcome::saved);
  CHECK(result.sentence == "its server refuses the connection" + std::string(k_saved));
  CHECK(problems(result) == Ids{"download.refused"});
  CHECK(says(result.assumptions.front(), "CFG_RTRY_INTVL: 30"));
}

TEST_CASE("one of three device files that is not there is a warning that names it and why") {
  Boot boot;
  boot.answers[k_product] = answered(404);
  const auto result = boot.run();
  CHECK(result.outcome == BootOutcome::partly);
  CHECK(result.sentence == "one of three device files (product, " + std::string(k_product) +
                               ") is not there: the phone goes on with standard and master, 5 values");
  CHECK(problems(result) == Ids{"download.partial"});
  const auto& partial = only(result.findings, "download.partial");
  CHECK(partial.severity == Severity::warning);
  CHECK(says(partial, "404"));
  CHECK(says(partial, "the phone goes on with the standard and master files"));
  CHECK(says(partial.hint, "GET /ConfigKX-UTG200B.cfg"));
  CHECK(result.downloads[2].status == DownloadStatus::failed);
  CHECK(result.downloads[2].http_status == 404);
}

TEST_CASE("when all device files are lost each keeps its error") {
  Boot boot;
  boot.answers[k_standard] = boot.answers[k_product] = answered(404);
  boot.answers[k_master] = answered(403);
  const auto result = boot.run();
  CHECK(result.outcome == BootOutcome::saved);
  CHECK(result.effective.empty());
  CHECK(result.sentence ==
        "its standard and product files are not there and its master file is refused to this phone" +
            std::string(k_saved));
  CHECK(problems(result) == Ids{"download.not-found", "download.not-found", "download.forbidden"});
}

TEST_CASE("the only device file that is named and lost is no partial loss") {
  Boot boot;
  boot.answers[k_initial] = came(initial_file(names("STANDARD", k_standard)));
  boot.answers[k_standard] = answered(404);
  const auto result = boot.run();
  CHECK(result.outcome == BootOutcome::saved);
  CHECK(problems(result) == Ids{"download.not-found"});
  CHECK(result.sentence == "its standard file is not there" + std::string(k_saved));
}

TEST_CASE("a page, a message and nothing in a file's place are lost downloads, whatever their status") {
  for (const auto& [body, words] :
       std::map<std::string, std::string>{{"<html><title>Log in</title>", "an HTML page"},
                                          {"access denied", "text that begins \"access denied\""},
                                          {"{\"error\":1}", "JSON"},
                                          {"", "empty"},
                                          {"\x1f\x8b\x08\x01", "compressed by gzip"}}) {
    Boot boot;
    boot.answers[k_initial] = came(body);
    const auto result = boot.run();
    CHECK(result.outcome == BootOutcome::saved);
    CHECK(shown(result.sentence) ==
          "what it loads is " + words + ", not a configuration file" + std::string(k_saved));
    CHECK(problems(result) == Ids{"download.not-a-config"});
    CHECK(result.downloads[0].status == DownloadStatus::failed);
    CHECK(result.downloads[0].http_status == 200);
    CHECK(result.files.empty());
    CHECK(says(only(result.findings, "download.not-a-config").hint, "GET /KX-UTG200B.cfg"));
  }
}

TEST_CASE("a message that refuses names the User-Agent and the MAC that were sent") {
  Boot boot;
  boot.terms.user_agent = "Panasonic_KX-UTG200B";
  boot.answers[k_initial] = came("Access denied: unknown device");
  const auto finding = only(boot.run().findings, "download.not-a-config");
  CHECK(says(finding, "Panasonic_KX-UTG200B"));
  CHECK(says(finding, "0080F01234AB"));
}

TEST_CASE("a malformed device file stays an error, and may cost the phone all of them") {
  Boot boot;
  boot.answers[k_product] = came("<PANASIPPhoneConfig><Device>");
  const auto result = boot.run();
  CHECK(result.outcome == BootOutcome::partly);
  CHECK(problems(result) == Ids{"config.malformed"});
  CHECK(says(result.sentence, "(product, " + std::string(k_product) + ") is not well-formed XML"));
  CHECK(says(result.sentence, "by the guide's edition 2014-05, with its saved configuration"));
  CHECK(only(result.findings, "config.malformed").place.file == k_product);
}

TEST_CASE("an unusable URL in the initial file is not asked for, and the others are") {
  Boot boot;
  boot.answers[k_initial] =
      came(initial_file(names("STANDARD", k_standard) + names("MASTER", "gopher://h.example/m")));
  const auto result = boot.run();
  CHECK(boot.urls() == Urls{k_initial, k_standard});
  CHECK(problems(result) == Ids{"config.url"});
  CHECK(statuses(result) == Urls{"initial ok", "standard ok", "master failed"});
  CHECK(says(result.downloads[2].reason, "its URL is not usable"));
  CHECK(result.outcome == BootOutcome::partly);
}

TEST_CASE("an initial file that names nothing leaves the phone as it is") {
  Boot boot;
  boot.answers[k_initial] = came(initial_file(""));
  const auto result = boot.run();
  CHECK(result.outcome == BootOutcome::empty);
  CHECK(problems(result) == Ids{"config.no-device-files"});
  CHECK(says(result.sentence, "names no device file"));
}

TEST_CASE("two roles with the same URL are asked for twice, as by the phone") {
  Boot boot;
  boot.answers[k_initial] = came(initial_file(names("STANDARD", k_standard) + names("MASTER", k_standard)));
  CHECK(boot.run().outcome == BootOutcome::configured);
  CHECK(boot.urls() == Urls{k_initial, k_standard, k_standard});
}

// ---- a device file in another place

TEST_CASE("a device file in the place of the initial one counts, with a warning") {
  Boot boot;
  boot.answers[k_initial] = came(good_device_file());
  const auto result = boot.run();
  CHECK(result.outcome == BootOutcome::configured);
  CHECK(problems(result) == Ids{"config.device-in-initial"});
  CHECK(result.effective.size() == 4);
  CHECK(result.effective.front().from == FileRole::initial);
  CHECK(says(result.sentence, "the phone comes up with its 4 values"));
  CHECK(says(result.assumptions.front(), "in the place of the initial one"));
}

TEST_CASE("a file with Initial and Device is read as initial, and its values come last") {
  Boot boot;
  boot.answers[k_initial] =
      came("<PANASIPPhoneConfig><Initial><CfgFiles>" + names("STANDARD", k_standard) +
           "</CfgFiles></Initial><Device>" + prov(element("CFG_RESYNC_FROM_SIP", "initial")) +
           "</Device></PANASIPPhoneConfig>");
  const auto result = boot.run();
  CHECK(boot.urls() == Urls{k_initial, k_standard});
  CHECK(value_of(result, "CFG_RESYNC_FROM_SIP") == "standard");
  CHECK(problems(result) == Ids{"config.device-in-initial"});
}

TEST_CASE("a URL that is said to lead to a device file leads to nothing else") {
  Boot boot;
  boot.url = k_standard;
  boot.role = DownloadRole::standard;
  auto result = boot.run();
  CHECK(boot.urls() == Urls{k_standard});
  CHECK(result.outcome == BootOutcome::configured);
  CHECK(result.effective.front().from == FileRole::standard);
  CHECK(result.sentence == "its file loads: the phone comes up with 5 values from standard");
  CHECK(problems(result) == Ids{});
  boot.answers[k_standard] = answered(404);
  result = boot.run();
  CHECK(result.sentence == "its server does not have the file" + std::string(k_saved));
}

// ---- keys

TEST_CASE("an encrypted standard file is opened with the key, and unknown without") {
  Boot boot;
  boot.answers[k_initial] = came(initial_file(names("STANDARD", "http://prov.example.com/s.enc")));
  boot.answers["http://prov.example.com/s.enc"] = came(load_data_file("config/128md5.enc"));
  auto result = boot.run();
  CHECK(result.outcome == BootOutcome::unknown);
  CHECK(problems(result) == Ids{"config.no-key"});
  REQUIRE(result.open.size() == 1);
  CHECK(result.open[0].finding == "config.no-key");
  CHECK(result.open[0].to_settle == "Give the key with --key-file.");
  CHECK(result.sentence ==
        "its standard file is encrypted, and no key was given: what the phone will do could "
        "not be determined");
  boot.key = k_key;
  result = boot.run();
  CHECK(result.open.empty());
  CHECK(result.files[1].encrypted);
  CHECK(result.files[1].valid);
  boot.key = FileKey{"another key"};
  result = boot.run();
  CHECK(result.outcome == BootOutcome::saved);
  CHECK(says(result.sentence, "its standard file cannot be decrypted"));
}

TEST_CASE("a plain standard file hands the key of the others over, whichever came first") {
  Boot boot;
  boot.answers[k_standard] = came(good_device_file(prov(element("CFG_FILE_KEY", k_key.passphrase))));
  boot.answers[k_initial] =
      came(initial_file(names("STANDARD", k_standard) + names("MASTER", "http://prov.example.com/m.enc")));
  boot.answers["http://prov.example.com/m.enc"] = came(load_data_file("config/256sha256.enc"));
  for (const bool last : {false, true}) {
    boot.order = [last](std::size_t under_way) { return last ? under_way - 1 : 0; };
    const auto result = boot.run();
    CHECK(result.outcome == BootOutcome::configured);
    CHECK(result.files[2].encrypted);
    CHECK(find(result, "config.no-key") == nullptr);
    CHECK(says(result.assumptions.front(), "hands over"));
  }
  boot.key = FileKey{"0123456789abcdef0123456789abcdee"};
  CHECK(boot.run().outcome == BootOutcome::configured);
}

TEST_CASE("what could not be looked into may contain a line, so that none is missed") {
  Boot boot;
  boot.answers[k_standard] = came(load_data_file("config/128md5.enc"));
  const auto result = boot.run();
  CHECK(result.outcome == BootOutcome::unknown);
  CHECK(value_of(result, "CFG_RESYNC_FROM_SIP") == "product");
  CHECK(find(result, "config.no-line") == nullptr);
  boot.answers[k_standard] = answered(404);
  CHECK(find(boot.run(), "config.no-line") != nullptr);
}

// ---- certificates

TEST_CASE("delivered certificates are trusted for the device files, and not for what comes before") {
  const auto root = make_certificate();
  Boot boot;
  boot.terms.anchors = {{to_bytes("given"), TrustAnchor::From::given}};
  boot.answers[k_initial] =
      came(initial_file(names("STANDARD", k_standard), element("CFG_ROOT_CERTIFICATE_PATH1", k_certificate)));
  boot.answers[k_certificate] = came(pem_of(root.der));
  const auto result = boot.run();
  CHECK(boot.urls() == Urls{k_initial, k_certificate, k_standard});
  CHECK(boot.asked[0].tls.anchors.size() == 1);
  CHECK(boot.asked[1].tls.anchors.size() == 1);
  REQUIRE(boot.asked[2].tls.anchors.size() == 2);
  CHECK(boot.asked[2].tls.anchors[1].der == root.der);
  CHECK(boot.asked[2].tls.anchors[1].from == TrustAnchor::From::delivered);
  CHECK(result.downloads[1].index == 1);
  CHECK(says(only(result.findings, "download.chain-delivered"), "not needed"));
  CHECK(problems(result) == Ids{});
}

TEST_CASE("a bad certificate and a lost one are errors, and the device files come all the same") {
  Boot boot;
  boot.answers[k_initial] = came(initial_file(
      names("STANDARD", k_standard), element("CFG_ROOT_CERTIFICATE_PATH1", k_certificate) +
                                         element("CFG_ROOT_CERTIFICATE_PATH2", "http://b.example/2")));
  boot.answers[k_certificate] = came(pem_of(make_certificate({.ends = "2021-01-01T00:00:00.000Z"}).der));
  boot.answers["http://b.example/2"] = answered(404);
  const auto result = boot.run();
  CHECK(result.outcome == BootOutcome::configured);
  CHECK(problems(result) == Ids{"config.certificate", "download.not-found"});
  CHECK(result.sentence ==
        "its files load: the phone comes up with 5 values from standard; its certificate 2 is not there");
  CHECK(only(result.findings, "config.certificate").place.file == k_certificate);
}

// ---- what is not known

TEST_CASE("a URL that needs a MAC that is not the phone's is skipped, and its option named") {
  Boot boot;
  boot.identity.mac_from = MacFrom::interface;
  boot.answers[k_initial] = came(initial_file(names("STANDARD", "http://prov.example.com/{MAC}.cfg")));
  const auto result = boot.run();
  CHECK(boot.urls() == Urls{k_initial});
  CHECK(statuses(result) == Urls{"initial ok", "standard skipped"});
  CHECK(result.outcome == BootOutcome::unknown);
  REQUIRE(result.open.size() == 1);
  CHECK(says(result.open[0].to_settle, "--mac"));
}

TEST_CASE("a password that nobody gave is an open question, a wrong one is an error") {
  Boot boot;
  boot.answers[k_initial] = answered(401);
  auto result = boot.run();
  CHECK(result.outcome == BootOutcome::unknown);
  CHECK(says(result.sentence, "its server asks for a user and a password, and none were given"));
  REQUIRE(result.open.size() == 1);
  boot.terms.user = Credentials{"phone", "invented"};
  result = boot.run();
  CHECK(result.outcome == BootOutcome::saved);
  CHECK(result.open.empty());
  CHECK(says(result.sentence, "refuses the user and password that were sent"));
}

TEST_CASE("a run that is stopped says what it knows by then") {
  Boot boot;
  boot.answers[k_initial] =
      came(initial_file(names_three(), element("CFG_ROOT_CERTIFICATE_PATH1", k_certificate)));
  boot.answers[k_certificate] = came(pem_of(make_certificate().der));
  boot.most_answers = 0;
  auto result = boot.run();
  CHECK(statuses(result) == Urls{"initial skipped"});
  CHECK(result.outcome == BootOutcome::unknown);
  boot.most_answers = 1;
  result = boot.run();
  CHECK(statuses(result) ==
        Urls{"initial ok", "certificate skipped", "standard skipped", "product skipped", "master skipped"});
  CHECK(result.outcome == BootOutcome::unknown);
  boot.most_answers = 3;
  result = boot.run();
  CHECK(statuses(result) ==
        Urls{"initial ok", "certificate ok", "standard ok", "product skipped", "master skipped"});
  CHECK(value_of(result, "CFG_RESYNC_FROM_SIP") == "standard");
}

TEST_CASE("Ctrl-C decides nothing about the phone") {
  Boot boot;
  BootLoad load(boot.question());
  REQUIRE(load.next_request());
  load.stop();
  const auto result = load.take_result("Ctrl-C");
  CHECK(result.outcome == BootOutcome::unknown);
  CHECK(says(result.downloads[0].reason, "Ctrl-C"));
  CHECK(says(result.sentence, "could not be determined"));
}

TEST_CASE("without a protocol the four are tried, in the provisioning URL and in files") {
  Boot boot;
  boot.url = "192.0.2.1";
  boot.candidates = {"tftp://192.0.2.1/KX-UTG200B.cfg", "http://192.0.2.1/KX-UTG200B.cfg"};
  boot.answers["http://192.0.2.1/KX-UTG200B.cfg"] = came(initial_file(names("STANDARD", "192.0.2.2/s.cfg")));
  boot.answers["tftp://192.0.2.2/s.cfg"] = came(good_device_file());
  const auto result = boot.run();
  CHECK(boot.urls() ==
        Urls{"tftp://192.0.2.1/KX-UTG200B.cfg", "http://192.0.2.1/KX-UTG200B.cfg", "tftp://192.0.2.2/s.cfg"});
  CHECK(result.outcome == BootOutcome::configured);
  CHECK(problems(result) == Ids{"download.candidate-failed"});
  CHECK(result.files[0].name == "http://192.0.2.1/KX-UTG200B.cfg");
  CHECK(says(result.assumptions.front(), "names no protocol"));
}

TEST_CASE("a value that leads to no URL loads nothing") {
  Boot boot;
  BootLoad load({"\"quoted\"", {}, DownloadRole::initial, known_catalogue(), boot.identity, {}, boot.terms});
  CHECK_FALSE(load.next_request());
  const auto result = load.take_result();
  CHECK(result.outcome == BootOutcome::saved);
  CHECK(result.downloads.size() == 1);
}

}  // namespace provtool
