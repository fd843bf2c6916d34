"""Gets the data sets of scripts/bench automl out of Debian's packages: bench_automl_data.py FOLDER [NAME...]

Packages are fetched with apt-get and unpacked with dpkg, not installed; R's own files are read here, so that neither R nor
anything of PyPI is needed. Leaves NAME.csv in FOLDER: a header, empty fields for what is missing. A set that cannot be
had is told on standard error and left out.
"""

import bz2
import csv
import gzip
import lzma
import math
import pathlib
import struct
import subprocess
import sys
import zlib

MODELDATA = "r-cran-modeldata:usr/lib/R/site-library/modeldata/data/Rdata"
MLBENCH = "r-cran-mlbench:usr/lib/R/site-library/mlbench/data/"
AER = "r-cran-aer:usr/lib/R/site-library/AER/data/"
OPENML = "python3-sklearn:usr/lib/python3/dist-packages/sklearn/datasets/tests/data/openml/"
WEKA = "weka:usr/share/doc/weka/examples/"
KERNLAB = "r-cran-kernlab:usr/lib/R/site-library/kernlab/data/"
SKLEARN = "python3-sklearn:usr/lib/python3/dist-packages/sklearn/datasets/data/"

# name: (files, the object in them, columns that give the answer away or only number the rows)
SETS = {
    "credit-g": ([WEKA + "credit-g.arff"], None, []),
    "vehicle": ([MLBENCH + "Vehicle.rda"], "Vehicle", []),
    "segment": ([WEKA + "segment-challenge.arff", WEKA + "segment-test.arff"], None, []),
    "kr-vs-kp": ([OPENML + "id_3/data-v1-dl-3.arff.gz"], None, []),
    "dna": ([MLBENCH + "DNA.rda"], "DNA", []),
    "letter": ([MLBENCH + "LetterRecognition.rda"], "LetterRecognition", []),
    "shuttle": ([MLBENCH + "Shuttle.rda"], "Shuttle", []),
    "satellite": ([MLBENCH + "Satellite.rda"], "Satellite", []),
    "spam": ([KERNLAB + "spam.rda"], "spam", []),
    "mlc_churn": ([MODELDATA], "mlc_churn", []),
    "attrition": ([MODELDATA], "attrition", []),
    "hmda": ([AER + "HMDA.rda"], "HMDA", []),
    "titanic": ([OPENML + "id_40945/data-v1-dl-16826755.arff.gz"], None, ["boat", "body"]),
    "cps1988": ([AER + "CPS1988.rda"], "CPS1988", []),
    "chicago": ([MODELDATA], "Chicago", []),
    "randhie": (
        ["python3-statsmodels:usr/lib/python3/dist-packages/statsmodels/datasets/randhie/randhie.csv"], None, []),
    "boston": ([MLBENCH + "BostonHousing.rda"], "BostonHousing", []),
    "ionosphere": ([MLBENCH + "Ionosphere.rda"], "Ionosphere", []),
    "pima": ([MLBENCH + "PimaIndiansDiabetes2.rda"], "PimaIndiansDiabetes2", []),
    "sonar": ([MLBENCH + "Sonar.rda"], "Sonar", []),
    "musk": ([KERNLAB + "musk.rda"], "musk", []),
    "supermarket": ([WEKA + "supermarket.arff"], None, []),
    "ticdata": ([KERNLAB + "ticdata.rda"], "ticdata", []),
    "stackoverflow": ([MODELDATA], "stackoverflow", []),
    "reviews": ([MODELDATA], "training_data", []),
    "stops": (["r-cran-cardata:usr/lib/R/site-library/carData/data/Rdata"], "MplsStops", ["idNum"]),
    "glass": ([MLBENCH + "Glass.rda"], "Glass", []),
    "vowel": ([MLBENCH + "Vowel.rda"], "Vowel", []),
    "soybean": ([MLBENCH + "Soybean.rda"], "Soybean", []),
    "income": ([KERNLAB + "income.rda"], "income", []),
    "digits": ([SKLEARN + "digits.csv.gz"], None, []),
    "car_prices": ([MODELDATA], "car_prices", []),
    "sacramento": ([MODELDATA], "Sacramento", []),
    "check_times": ([MODELDATA], "check_times", []),
    "nmes1988": ([AER + "NMES1988.rda"], "NMES1988", []),
    "house_prices": ([AER + "HousePrices.rda"], "HousePrices", []),
    "tate": ([MODELDATA], "tate_text", ["id"]),
}

INTEGER_NA = -(2**31)


class Values(list):
    """An R vector or list with its attributes."""

    def __init__(self, items, attributes=None):
        super().__init__(items)
        self.attributes = attributes or {}


class RStream:
    """Reads R's XDR serialization, as far as data frames go: version 2 or 3."""

    def __init__(self, data):
        if data[:5] in (b"RDX2\n", b"RDX3\n"):
            data = data[5:]
        if data[:2] != b"X\n":
            raise ValueError("not R's XDR format")
        self.data, self.at, self.references = data, 2, []
        version = self.integer()
        self.at += 8  # the versions that wrote it, and that can read it
        if version == 3:
            length = self.integer()
            self.at += length  # the encoding's name

    def integer(self):
        value = struct.unpack_from(">i", self.data, self.at)[0]
        self.at += 4
        return value

    def many(self, code, size, count):
        values = struct.unpack_from(f">{count}{code}", self.data, self.at)
        self.at += size * count
        return values

    def reference(self, value):
        self.references.append(value)
        return value

    def item(self):
        flags = self.integer()
        kind, attributed, tagged = flags & 255, flags & 512, flags & 1024
        if kind in (254, 253, 251, 242, 241):  # nothing, the missing argument, and well-known environments
            return None
        if kind == 255:
            return self.references[(flags >> 8 or self.integer()) - 1]
        if kind == 1:
            return self.reference(self.item())
        if kind in (247, 249):  # names of what lies elsewhere
            self.integer()
            return self.reference([self.item() for _ in range(self.integer())])
        if kind in (2, 5, 6, 239, 240):
            return self.pairs(flags)
        if kind == 4:
            self.integer()
            self.reference(None)
            return [self.item() for _ in range(4)] and None
        if kind == 9:
            length = self.integer()
            if length < 0:
                return None
            self.at += length
            return self.data[self.at - length : self.at].decode("utf-8", "replace")
        if kind == 238:
            return self.alternative()
        count = self.integer()
        if kind in (10, 13):
            values = [None if v == INTEGER_NA else v for v in self.many("i", 4, count)]
        elif kind == 14:
            values = [None if math.isnan(v) else v for v in self.many("d", 8, count)]
        elif kind in (16, 19, 20):
            values = [self.item() for _ in range(count)]
        elif kind == 24:
            values = self.many("B", 1, count)
        else:
            raise ValueError(f"an R object of kind {kind} is not read")
        result = Values(values)
        if attributed:
            result.attributes = self.item() or {}
        assert not tagged
        return result

    def pairs(self, flags):
        """A pairlist as a dictionary, which is what it is in attributes and at the top."""
        result = {}
        while True:
            kind = flags & 255
            if kind == 254:
                return result
            if kind not in (2, 5, 6, 239, 240):
                raise ValueError(f"a pair list ends in kind {kind}")
            if flags & 512 or kind in (239, 240):
                self.item()
            tag = self.item() if flags & 1024 else len(result)
            result[tag] = self.item()
            flags = self.integer()

    def alternative(self):
        """Vectors that are kept in short: sequences, texts of numbers, wrappers."""
        info, state, _ = self.item(), self.item(), self.item()
        name = info[0]
        if name == "compact_intseq":
            count, start, step = (int(v) for v in state)
            return Values(range(start, start + step * count, step))
        if name == "compact_realseq":
            count, start, step = state
            return Values(start + step * i for i in range(int(count)))
        if name.startswith("wrap_"):
            return state[0]
        if name == "deferred_string":
            return Values([None if v is None else str(v) for v in state[0]])
        raise ValueError(f"a vector kept as {name} is not read")


def unpacked(data):
    if data[:2] == b"\x1f\x8b":
        return gzip.decompress(data)
    if data[:3] == b"BZh":
        return bz2.decompress(data)
    if data[:6] == b"\xfd7zXZ\0":
        return lzma.decompress(data)
    return data


def lazy_object(path, name):
    index = RStream(unpacked(path.with_suffix(".rdx").read_bytes())).item()
    variables = index[index.attributes["names"].index("variables")]
    offset, length = variables[variables.attributes["names"].index(name)]
    block = path.with_suffix(".rdb").read_bytes()[int(offset) : int(offset) + int(length)]
    if block[4:5] == b"2":
        return RStream(bz2.decompress(block[5:])).item()
    if block[4:5] == b"Z":
        return RStream(lzma.decompress(block[5:], format=lzma.FORMAT_RAW,
                                       filters=[{"id": lzma.FILTER_LZMA2, "preset": 6}])).item()
    return RStream(zlib.decompress(block[4:])).item()


def text(value):
    if value is None:
        return ""
    return repr(value if value != int(value) else int(value)) if isinstance(value, float) else str(value)


def column(values):
    classes = values.attributes.get("class") or []
    if "levels" in values.attributes:
        levels = values.attributes["levels"]
        return ["" if v is None else levels[v - 1] for v in values]
    if "Date" in classes:
        from datetime import date, timedelta
        return ["" if v is None else str(date(1970, 1, 1) + timedelta(days=int(v))) for v in values]
    if "POSIXct" in classes:
        from datetime import datetime, timezone
        return ["" if v is None else datetime.fromtimestamp(v, timezone.utc).strftime("%Y-%m-%d %H:%M:%S") for v in values]
    return [text(v) for v in values]


def data_frame(frame):
    return list(frame.attributes["names"]), list(zip(*(column(values) for values in frame)))


def arff(content):
    lines = [line.strip() for line in unpacked(content).decode("utf-8", "replace").splitlines()]
    names, at = [], 0
    while not lines[at].lower().startswith("@data"):
        if lines[at].lower().startswith("@attribute"):
            rest = lines[at].split(None, 1)[1]
            names.append(rest[1 : rest.index(rest[0], 1)] if rest[0] in "'\"" else rest.split()[0])
        at += 1
    rows = [line for line in lines[at + 1 :] if line and not line.startswith("%")]
    quote = "'" if any(row.startswith("'") or ",'" in row for row in rows) else '"'
    read = csv.reader(rows, quotechar=quote, escapechar="\\", skipinitialspace=True)
    return names, [["" if v.strip() == "?" else v.strip() for v in row] for row in read]


def read(path, name):
    if name and not path.exists():
        return data_frame(lazy_object(path, name))
    content = path.read_bytes()
    if name:
        return data_frame(RStream(unpacked(content)).item()[name])
    if path.suffix == ".csv":
        header, *rows = csv.reader(content.decode().splitlines())
        return header, rows
    if path.name.endswith(".csv.gz"):  # scikit-learn's have no header; the target is the last
        rows = list(csv.reader(unpacked(content).decode().splitlines()))
        return [f"x{i}" for i in range(len(rows[0]) - 1)] + ["target"], rows
    return arff(content)


def folder_of(package, root):
    folder = root / "packages" / package
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "-q", "download", package], cwd=folder.parent, check=True, stdout=sys.stderr)
        [archive] = folder.parent.glob(package + "_*.deb")
        subprocess.run(["dpkg", "-x", str(archive), str(folder)], check=True)
    return folder


def make(name, root):
    target = root / (name + ".csv")
    if target.exists():
        return
    files, what, left_out = SETS[name]
    header, rows = [], []
    for file in files:
        package, path = file.split(":", 1)
        header, more = read(folder_of(package, root) / path, what)
        rows.extend(more)
    kept = [i for i, h in enumerate(header) if h not in left_out]
    partial = target.with_suffix(".part")
    with open(partial, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([header[i] for i in kept])
        writer.writerows([row[i] for i in kept] for row in rows)
    partial.rename(target)


def main():
    root = pathlib.Path(sys.argv[1])
    for name in sys.argv[2:] or SETS:
        try:
            make(name, root)
        except Exception as e:  # whatever is wrong with one set, the others can still be had
            print(f"bench: no data set {name}: {e!r}", file=sys.stderr)


if __name__ == "__main__":
    main()
