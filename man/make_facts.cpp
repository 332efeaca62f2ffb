// Prints what is known about the phone: the table in the README.
#include <cstdio>

#include "device/known_facts.hpp"
#include "device/kx_utg.hpp"

int main() {
  std::fputs(provtool::known_facts(provtool::k_kx_utg).c_str(), stdout);
}
