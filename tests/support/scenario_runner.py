"""The scenario runner as one process for many scenarios: starting it takes longer than a scenario."""
import json
import pathlib
import shlex
import subprocess


def load_scenario(path):
    """The scenario in a file, its arguments split as a shell does."""
    scenario = json.loads(path.read_text(encoding="utf-8"))
    scenario["arguments"] = shlex.split(scenario["arguments"])
    return scenario


class Runner:
    def __init__(self, program, folder=None):
        """`folder` is where it writes files that are named without one."""
        self.process = subprocess.Popen([pathlib.Path(program).resolve()], cwd=folder, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)

    def run(self, scenario, *arguments, **more):
        """{"exit_code": …, "output": …, "diagnostics": …} of the program in this scenario. More: a terminal's width,
        or replay, a capture to read back."""
        return self.ask({"scenario": scenario, "arguments": arguments, **more})

    def decided_again(self, report):
        """What is different when the report, as JSON, is read back and decided again."""
        return self.ask({"report": report})["differences"]

    def ask(self, request):
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the runner ended with {self.process.wait()} in: {json.dumps(request)[:200]}")
        return json.loads(line)

    def close(self):
        """Ends it; whether it ended well, which a sanitizer may deny."""
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait() == 0
