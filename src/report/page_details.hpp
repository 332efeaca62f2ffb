// What a page tells of those who answered, of values and of assumptions.
#pragma once

#include "report/page.hpp"

namespace provtool {

// DHCP servers with all their options, SIP PnP responders and routers.
void add_who_answered(Page& page, const DiscoverySection& discovery);

FieldsBlock values_block(const std::vector<EffectiveSection>& values);
FieldsBlock assumptions_block(const Report& report);

}  // namespace provtool
