// What can be wrong with a configuration file.
#pragma once

#include <array>

#include "findings/kind.hpp"

namespace provtool {

inline constexpr std::array k_config_findings{
    FindingKind{"config.not-a-config", Severity::error,
                "The file is something else than a configuration file. The phone cannot use it, and keeps "
                "the configuration that it has saved.",
                "Put XML with the root element PANASIPPhoneConfig under this name; a page of HTML or JSON "
                "often means that the server answered with an error."},
    FindingKind{"config.malformed", Severity::error,
                "The file is not well-formed XML. The phone cannot read it: it uses nothing of it, and keeps "
                "the configuration that it has saved.",
                "Mend the first place that is named; what is reported behind it may be a consequence."},
    FindingKind{"config.doctype", Severity::error,
                "The file has a DOCTYPE, which can define entities. These have no place in a configuration "
                "file, and are not read here.",
                "Remove the DOCTYPE, and write what its entities stand for."},
    FindingKind{"config.too-large", Severity::error,
                "The file is larger, or its elements are nested deeper, than is looked at. A "
                "configuration file has about 40 kB and six levels.",
                "Check whether this is the right file; --max-size allows a larger one."},
    FindingKind{"config.wrong-root", Severity::error,
                "The root element is not PANASIPPhoneConfig in exactly this spelling. The phone most likely "
                "uses nothing of the file.",
                "Name the root element PANASIPPhoneConfig, in its start and in its end tag."},
    FindingKind{"config.text-format", Severity::error,
                "Lines of the form NAME=\"value\" are the format of other Panasonic phones. This one reads "
                "elements, and passes over the lines.",
                "Write each line as an element in its section: <NAME>value</NAME>."},
    FindingKind{
        "config.bad-perm", Severity::error,
        "The attribute perm has a value that the guide does not know. Whether the user may change the "
        "parameter is then not what was meant.",
        "Use RW or R, with ! before it to overwrite what the user has changed, or leave the attribute out."},
    FindingKind{"config.bad-access", Severity::error,
                "The attribute access has a value that the guide does not know. Who may see the parameter is "
                "then not what was meant.",
                "Use A (administrator), U (user) or AU, or leave the attribute out."},
    FindingKind{"config.bad-value", Severity::error,
                "A value is not what the guide allows for its parameter. The phone may refuse it, or take "
                "another one.",
                "Write a value of the form that is named."},
    FindingKind{"config.url", Severity::error,
                "A URL in the file cannot be used: the phone will not load what it names.",
                "Correct the URL; the rule in brackets is the one of provisioning URLs."},
    FindingKind{"config.foreign-mac", Severity::error,
                "The file names the MAC of a phone that it is not for. Every phone that loads the file then "
                "takes that one's files, user or name.",
                "Write the macro {MAC} or {mac} in its place, or move the value into that phone's own file."},
    FindingKind{"config.no-key", Severity::error,
                "The file is encrypted, and no key was given: nothing of it could be checked. A phone "
                "without the key cannot read it either.",
                "Give the key with --key-file, or a plain file that contains it with --key-from."},
    FindingKind{"config.decrypt", Severity::error,
                "The file could not be decrypted, and the phone will not be able to, either.",
                "Encrypt it anew with the key of the phone: openssl enc -aes-128-cbc -md md5 -a -salt -in "
                "FILE -out FILE.enc"},
    FindingKind{"config.certificate", Severity::error,
                "A certificate cannot be used: the phone will not trust the servers that it stands for.",
                "Deliver it as PEM or DER, valid and with the CA flag."},
    FindingKind{"config.unknown-parameter", Severity::warning,
                "A parameter is not known. The phone most likely passes over it; but the list of known ones "
                "is not complete.",
                "Check its spelling, which is case-sensitive; describe more parameters with --catalogue."},
    FindingKind{"config.misplaced-parameter", Severity::warning,
                "A parameter or section is elsewhere than in the published file. The phone most likely "
                "passes over it.",
                "Move it to the place that is named."},
    FindingKind{"config.duplicate-parameter", Severity::warning,
                "A parameter, a section or a line occurs several times. Of a parameter the last one counts, "
                "and the others are lost.",
                "Leave one of them; give each line its own idx."},
    FindingKind{"config.unusual-value", Severity::warning,
                "A value differs from those of the published files. Whether the phone takes it is unknown.",
                "Write a value of the form that is named, or try it with one phone."},
    FindingKind{"config.no-device-files", Severity::warning,
                "The initial file names no device file: the phone loads nothing more, and keeps what it has.",
                "Name at least the standard file: CFG_STANDARD_FILE_PATH."},
    FindingKind{"config.device-in-initial", Severity::warning,
                "A device file is in the place of the initial one. Deployed servers do so; that the "
                "phone applies it is an assumption.",
                "To be sure, let the provisioning URL lead to an initial file that names the device files."},
    FindingKind{"config.unknown-section", Severity::warning,
                "A section is not known here. The phone most likely passes over all that is in it.",
                "Check its spelling, which is case-sensitive, and where it is."},
    FindingKind{"config.line-index", Severity::warning,
                "The attribute idx of a Line is missing, or no number from 1 to 8. Which line the phone "
                "takes it for is unknown.",
                "Number the lines: <Line idx=\"1\">."},
    FindingKind{"config.unknown-attribute", Severity::warning,
                "An attribute is not known, or has no place here. The phone most likely passes over it.",
                "Remove it. Parameters have perm and access, lines have idx."},
    FindingKind{"config.stray-text", Severity::warning,
                "Text is between elements, or elements are inside a value. The phone most likely "
                "passes over them.",
                "Remove them, or put them into an element of their own."},
    FindingKind{"config.untrimmed", Severity::warning,
                "A value has spaces or line breaks around it. They belong to it.",
                "Write the value directly between its tags."},
    FindingKind{"config.cross-check", Severity::warning,
                "Two values contradict each other: the phone cannot follow both.", "Correct one of them."},
    FindingKind{"config.template", Severity::warning,
                "The file is a template or a draft: what should have been replaced or removed is still "
                "there, and the phone takes it as it is.",
                "Serve what the template makes; finish the merge, or remove what was pasted along."},
    FindingKind{"config.extension", Severity::warning,
                "The name's extension says something else than the content. Whether the phone goes by the "
                "name or by the content is not printed.",
                "Name encrypted files .enc, and plain ones .cfg or .xml."},
    FindingKind{"config.next-boot", Severity::warning,
                "The configuration changes provisioning itself: the next boot will differ from this one.",
                "Make sure that this is meant: a phone that finds no server any more must be visited."},
    FindingKind{"config.catalogue", Severity::warning,
                "The catalogue that was given says something else of a parameter than the one built in. What "
                "was given counts; a secret stays one.",
                "Correct the catalogue, or report what is wrong with the one built in."},
    FindingKind{"config.no-line", Severity::warning,
                "No line is enabled with a registrar, a user and a password: the phone is provisioned, but "
                "nobody can call.",
                "Give at least one line LINE_ENABLE Yes, a registrar, a user and a password."},
    FindingKind{
        "config.name-lookup", Severity::warning,
        "A host that the configuration names could not be looked up: the phone will not find it either.",
        "Check the name, and the DNS server that DHCP gives the phone."},
    FindingKind{
        "config.certificate-expiring", Severity::warning,
        "A certificate expires soon; from then on the phone will not trust the servers that it stands for.",
        "Renew it before that day."},
    FindingKind{"config.encoding", Severity::warning,
                "The encoding is not plain UTF-8. Whether the phone reads another one is unknown.",
                "Save the file as UTF-8 without a byte order mark."},
    FindingKind{"config.guide-misprint", Severity::info,
                "This is a misprint of the guide's own example, which is copied often. What the phone does "
                "with it is said by the finding beside it.",
                "Correct it as named."},
    FindingKind{"config.shadowed", Severity::info,
                "A value does not count, because a file that counts more has another one: standard before "
                "product before master.",
                "Nothing needs to be done when this is meant; else remove one of them."},
    FindingKind{"config.more-findings", Severity::info,
                "More was found than is listed, so that the report stays bounded.",
                "Correct what is listed first, and check again."},
    FindingKind{"config.digest", Severity::info,
                "The file was encrypted with the digest that is named. A phone of 2014 most likely needs "
                "MD5; OpenSSL uses SHA-256 since 1.1.0.",
                "Nothing needs to be done for MD5; else encrypt it with -md md5."},
};

}  // namespace provtool
