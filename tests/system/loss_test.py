"""Healthy servers behind a link that loses 30 % of the frames in each direction: the long series are in tests/bench."""

import concurrent.futures
import unittest

from lab import main
from loss_series import SERIES, Network

ATTEMPTS = 3


def attempts_in(series):
    with Network(series) as network:
        return [network.attempt() for _ in range(ATTEMPTS)]


class LossTest(unittest.TestCase):
    def test_a_bad_link_hides_no_server_and_accuses_none(self):
        with concurrent.futures.ThreadPoolExecutor(len(SERIES)) as pool:
            for series, attempts in zip(SERIES, pool.map(attempts_in, SERIES)):
                with self.subTest(series.name):
                    # One of a hundred runs is wrong: two of three will not be in a hundred years.
                    self.assertGreaterEqual(sum(attempt.right for attempt in attempts), ATTEMPTS - 1)
                    # Ten questions are lost in one of a thousand runs, all of them: then a filter looks proven.
                    accused = [attempt.accusations for attempt in attempts if attempt.accusations]
                    self.assertLessEqual(len(accused), 1, accused)


if __name__ == "__main__":
    main()
