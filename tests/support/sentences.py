"""What is wrong with the sentences of a report, whatever they say."""
import re


def sentences(node, key=""):
    """Every text in a report that a person reads as a sentence."""
    if isinstance(node, dict):
        for name, child in node.items():
            yield from sentences(child, name)
    elif isinstance(node, list):
        for child in node:
            yield from sentences(child, key)
    elif key in ("reason", "message", "hint", "summary", "to_settle", "mode_reason", "assumptions"):
        yield key, node


def bad_sentences(report):
    for key, text in sentences(report):
        if not text.strip() or text != text.strip():
            yield f"{key} is empty or padded: {text!r}"
        if key == "summary":  # two spaces stand in front of the URL that the first line ends with
            text = re.sub(r" {2}(?=\S+$)", " ", text)
        for fault in ("  ", "..", " .", " ,", ";;", ": ;", ";.", ",."):
            if fault in text:
                yield f"{key} holds {fault!r}: {text}"
