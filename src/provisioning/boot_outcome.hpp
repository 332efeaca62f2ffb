// What the files that came, and those that did not, mean for the phone.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "config/effective.hpp"
#include "provisioning/boot_load.hpp"
#include "provisioning/loaded_file.hpp"

namespace provtool {

// `loaded` in the phone's order, the initial file first unless only a device file was asked for.
BootOutcome outcome_of(std::span<const LoadedFile> loaded, std::span<const EffectiveValue> effective);
// See BootResult.
std::string sentence_of(BootOutcome outcome, std::span<const LoadedFile> loaded,
                        std::span<const EffectiveValue> effective);

// A device file that is lost while another one counts is no error: the phone goes on with that one.
void soften_losses(std::span<LoadedFile> loaded);

}  // namespace provtool
