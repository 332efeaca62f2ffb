"""The same sources make the same package to the byte, in another folder, at another time, for another user.

The second build takes most objects from the first, because compiling all of them again takes minutes; some are compiled,
and no folder may stand in the program. With PROVTOOL_FULL=1 in the environment everything is compiled.
"""

import os
import pathlib
import shutil
import tempfile
import unittest

from packages import ELSEWHERE, FOLDER, ROOT, run, sources_in, the_package
from lab import main

# The version and its build, a file name that a macro of OpenSSL writes, and a source that is made in the build's folder.
SAMPLE = ("src/CMakeFiles/provtool_base.dir/base/time.cpp.o", "src/CMakeFiles/provtool_cli.dir/cli/version.cpp.o",
          "src/CMakeFiles/provtool_io.dir/io/tls_judge.cpp.o", "src/CMakeFiles/provtool_wire.dir/wire/tftp.cpp.o",
          "data/CMakeFiles/provtool_parameters.dir/parameters.cpp.o")


def memory():
    """Another file system lists files in another order. Not every machine has this one, or runs programs from it."""
    usable = os.access("/dev/shm", os.W_OK) and not os.statvfs("/dev/shm").f_flag & os.ST_NOEXEC
    return "/dev/shm" if usable else None


class TwiceTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="provtool package-", dir=memory()))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.sources = sources_in(cls.folder)
        cls.build = cls.sources / "build/release"
        environment = {"PROVTOOL_COMPILED": "|".join(SAMPLE), **ELSEWHERE}
        for line in (["cmake", "--preset", "release", "-D", "PROVTOOL_WERROR=ON"],
                     ["cmake", "--build", "--preset", "release"], ["cpack", "--preset", "package"]):
            run(*line, cwd=cls.sources, env=environment, umask=0o077)

    def test_the_package_is_the_same(self):
        self.assertEqual(the_package().read_bytes(), the_package(self.build).read_bytes())

    def test_an_object_is_the_same(self):
        for name in SAMPLE:
            self.assertEqual((FOLDER / name).read_bytes(), (self.build / name).read_bytes(), name)

    def test_no_folder_stands_in_the_program(self):
        program = (FOLDER / "src/provtool").read_bytes()
        for folder in (ROOT, FOLDER):
            self.assertNotIn(os.fsencode(folder), program)


if __name__ == "__main__":
    main()
