"""Printed column names, as offices use them, and the names of periods."""

from __future__ import annotations

from tests.typeset.layout import Kind, PeriodNames

# vocabulary: column: (printed header, as worded or cut on later pages of a "reworded" layout)
HEADERS: dict[str, dict[Kind, tuple[str, str]]] = {
    "kpu": {
        "no": ("NO", "NO."),
        "component": ("KOMPONEN PENGUNGKIT", "KOMPONEN"),
        "aspect": ("ASPEK PEMENUHAN", "ASPEK\nPEMENUHAN"),
        "action": ("KEGIATAN / AKSI", "KEGIATAN/AKSI"),
        "indicator": ("INDIKATOR", "INDIKATOR"),
        "evidence": ("BUKTI FISIK", "BUKTI\nFISIK"),
        "time": ("TARGET WAKTU PELAKSANAAN", "TARGET WAKTU PELAKSA-\nNAAN"),
        "start": ("MULAI", "MULAI"),
        "end": ("SELESAI", "SELESAI"),
        "target": ("TARGET CAPAIAN", "TARGET\nCAPAIAN"),
        "target_time": ("TARGET DAN WAKTU PELAKSANAAN", "TARGET DAN WAKTU"),
        "responsible": ("PENANGGUNG JAWAB", "PENANGGUNG\nJAWAB"),
        "budget": ("ANGGARAN (Rp)", "ANGGARAN"),
        "realization": ("% REALISASI", "REALISASI (%)"),
    },
    "area": {
        "no": ("No", "No."),
        "component": ("Area Perubahan", "Area\nPerubahan"),
        "aspect": ("Program", "Program"),
        "action": ("Rencana Aksi", "Rencana\nAksi"),
        "indicator": ("Indikator Keberhasilan", "Indikator"),
        "evidence": ("Output/Eviden", "Output / Eviden"),
        "time": ("Jadwal", "Jadwal"),
        "start": ("Tanggal Mulai", "Tanggal Mulai"),
        "end": ("Tanggal Selesai", "Tanggal Selesai"),
        "target": ("Target", "Target"),
        "target_time": ("Target dan Jadwal", "Target/Jadwal"),
        "responsible": ("Penanggung Jawab", "PJ"),
        "budget": ("Anggaran", "Anggaran (Rp)"),
        "realization": ("Realisasi (%)", "% Realisasi"),
    },
    "zi": {
        "no": ("NO", "No"),
        "component": ("KOMPONEN", "KOMPONEN"),
        "aspect": ("SUB KOMPONEN", "SUB\nKOMPONEN"),
        "action": ("RENCANA AKSI", "LANGKAH AKSI"),
        "indicator": ("INDIKATOR", "INDIKATOR"),
        "evidence": ("BUKTI DUKUNG", "BUKTI\nDUKUNG"),
        "time": ("WAKTU", "WAKTU"),
        "start": ("AWAL", "AWAL"),
        "end": ("AKHIR", "AKHIR"),
        "target": ("TARGET", "TARGET"),
        "target_time": ("TARGET DAN WAKTU", "TARGET DAN\nWAKTU"),
        "responsible": ("PELAKSANA", "PELAKSANA"),
        "budget": ("BIAYA", "BIAYA"),
        "realization": ("% REALISASI", "%\nREALISASI"),
    },
    "work": {
        "no": ("No.", "No"),
        "component": ("Komponen", "Komponen"),
        "aspect": ("Sub Komponen", "Sub\nKomponen"),
        "action": ("Kegiatan", "Kegiatan"),
        "indicator": ("Indikator Kinerja", "Indikator\nKinerja"),
        "evidence": ("Data Dukung", "Data Dukung"),
        "time": ("Waktu Pelaksanaan", "Waktu"),
        "start": ("Mulai", "Mulai"),
        "end": ("Selesai", "Selesai"),
        "target": ("Target Kinerja", "Target"),
        "target_time": ("Target dan Waktu", "Target & Waktu"),
        "responsible": ("Unit Penanggung Jawab", "Penanggung Jawab"),
        "budget": ("Anggaran (Rp.)", "Anggaran"),
        "realization": ("Capaian Realisasi (%)", "Realisasi (%)"),
    },
    "agreement": {
        "no": ("No", "No"),
        "aspect": ("Sasaran Strategis", "Sasaran\nStrategis"),
        "indicator": ("Indikator Kinerja", "Indikator Kinerja"),
        "target": ("Target", "Target"),
    },
}
# with section banners the column headed Komponen holds the aspect, as a real plan of 2021 prints it
BANNERED_ASPECT: dict[str, tuple[str, str]] = {"zi": ("KOMPONEN", "KOMPONEN"), "work": ("Komponen", "Komponen")}

PERIOD_NAMES: dict[PeriodNames, tuple[str, ...]] = {
    "months": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Ags", "Sep", "Okt", "Nov", "Des"),
    "numbers": tuple(str(month) for month in range(1, 13)),
    "trw": ("Trw I", "Trw II", "Trw III", "Trw IV"),
    "tw": ("TW 1", "TW 2", "TW 3", "TW 4"),
    "b": ("B03", "B06", "B09", "B12"),
}


def header_name(vocabulary: str, kind: Kind, bannered: bool, later: bool) -> str:
    """The printed header of a column, on the first page or as later pages word it."""
    names = BANNERED_ASPECT.get(vocabulary) if bannered and kind == "aspect" else None
    return (names or HEADERS[vocabulary][kind])[later]
