// FortiOS, CLI reference of 7.6: config system dhcp server, config system dhcp6 server, config system
// interface (https://docs.fortinet.com/document/fortigate/7.6.0/cli-reference). The server's number is that
// of its interface.
#pragma once

#include <array>

#include "explain/setting.hpp"

namespace provtool {

inline constexpr std::array k_fortigate_lines{
    ServerLines{Setting::url_option, "CLI; \"show\" tells the number of the server",
                "show system dhcp server\n"
                "config system dhcp server\n"
                "  edit 1\n"
                "    config options\n"
                "      edit @OPTION@\n"
                "        set code @OPTION@\n"
                "        set type string\n"
                "        set value \"@URL@\"\n"
                "      next\n"
                "    end\n"
                "  next\n"
                "end"},
    ServerLines{Setting::no_option, "CLI; \"show\" tells the numbers of server and option",
                "show system dhcp server\n"
                "config system dhcp server\n"
                "  edit 1\n"
                "    config options\n"
                "      delete @OPTION@\n"
                "    end\n"
                "  next\n"
                "end"},
    ServerLines{Setting::lease_time, "CLI",
                "config system dhcp server\n"
                "  edit 1\n"
                "    set lease-time 43200\n"
                "  next\n"
                "end"},
    ServerLines{Setting::router, "CLI",
                "config system dhcp server\n"
                "  edit 1\n"
                "    set default-gateway @ROUTER@\n"
                "  next\n"
                "end"},
    ServerLines{Setting::name_server, "CLI",
                "config system dhcp server\n"
                "  edit 1\n"
                "    set dns-service specify\n"
                "    set dns-server1 @NAME_SERVER@\n"
                "  next\n"
                "end"},
    ServerLines{Setting::reservation, "CLI",
                "config system dhcp server\n"
                "  edit 1\n"
                "    config reserved-address\n"
                "      edit 0\n"
                "        set ip @ADDRESS@\n"
                "        set mac @MAC_COLONS@\n"
                "      next\n"
                "    end\n"
                "  next\n"
                "end"},
    ServerLines{Setting::no_server, "CLI; \"show\" tells the number of the server",
                "show system dhcp server\n"
                "config system dhcp server\n"
                "  edit 1\n"
                "    set status disable\n"
                "  next\n"
                "end"},
    ServerLines{Setting::url_option6, "CLI; enterprise, sub-option, length and URL as hex",
                "config system dhcp6 server\n"
                "  edit 1\n"
                "    config options\n"
                "      edit 17\n"
                "        set code 17\n"
                "        set type hex\n"
                "        set value @ENTERPRISE_HEX@0001@URL_SIZE_HEX@@URL_HEX@\n"
                "      next\n"
                "    end\n"
                "  next\n"
                "end"},
    ServerLines{Setting::router_flags, "CLI, with the name of the interface towards the phones",
                "config system interface\n"
                "  edit internal\n"
                "    config ipv6\n"
                "      set ip6-send-adv enable\n"
                "      set ip6-other-flag enable\n"
                "    end\n"
                "  next\n"
                "end"},
};

}  // namespace provtool
