// What a page tells of those who answered, of values and of assumptions.
#pragma once

#include "report/page.hpp"

namespace provtool {

// DHCP servers, when there is something special about them; SIP PnP responders and routers. With
// Depth::everything all of them and their options.
void add_who_answered(Page& page, const DiscoverySection& discovery, Depth depth);

FieldsBlock values_block(const std::vector<EffectiveSection>& values);
FieldsBlock assumptions_block(const Report& report);

}  // namespace provtool
