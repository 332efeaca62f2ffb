"""A responder that follows the standard, run by sipp: neither it nor provtool finds fault with the other."""

from lab import CLIENT_ADDRESS, LabTest, main
from servers import Sipp


class SippTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS}

    def setUp(self):
        super().setUp()
        self.sipp = Sipp(self.lab, "pnp_by_the_book.xml").start()

    def test_neither_side_finds_a_fault(self):
        run = self.discover(sources=("manual", "pnp"))
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", Sipp.url)
        self.assertEqual([name for name in run.finding_ids if name.startswith("pnp.")], [])
        self.assert_no_finding(run, "host.firewall")
        self.assertEqual(self.sipp.exit_code(), 0, self.sipp.log)

    def test_the_first_notify_is_enough_with_first(self):
        run = self.discover("--first", sources=("manual", "pnp"), settle=None)
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", Sipp.url)
        self.assertLess(run.report["duration_ms"], 500)
        self.assertEqual(self.sipp.exit_code(), 0, self.sipp.log)


if __name__ == "__main__":
    main()
