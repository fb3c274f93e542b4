"""The word list is read from wordfreq's file, and is what wordfreq itself gives."""

from __future__ import annotations

import wordfreq

from normalize.vocabulary import word_list


def test_the_word_list_has_the_words_and_shares_that_wordfreq_gives() -> None:
    theirs = wordfreq.get_frequency_dict("id")
    ours = word_list()
    differing = {word for word, share in theirs.items() if ours.get(word) != share}
    assert len(theirs) > 30_000
    assert len(differing) < 200  # those of words.toml
