"""The scenario runner as one process for many scenarios: starting it takes longer than a scenario."""
import json
import shlex
import subprocess


def load_scenario(path):
    """The scenario in a file, its arguments split as a shell does."""
    scenario = json.loads(path.read_text(encoding="utf-8"))
    scenario["arguments"] = shlex.split(scenario["arguments"])
    return scenario


class Runner:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def run(self, scenario, *arguments, **more):
        """{"exit_code": …, "output": …, "diagnostics": …} of the program in this scenario. More: a terminal's width,
        or replay, a capture to read back."""
        request = {"scenario": scenario, "arguments": arguments, **more}
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the runner ended with {self.process.wait()} in: {scenario.get('about', scenario)}")
        return json.loads(line)

    def close(self):
        """Ends it; whether it ended well, which a sanitizer may deny."""
        self.process.stdin.close()
        return self.process.wait() == 0
