"""What the editor writes with: words to reword by, actions to insert, times to change to."""

from __future__ import annotations

from tests.editor.draft import Time

REPLACEMENTS = tuple(
    """menyelenggarakan mengoptimalkan memfasilitasi mengoordinasikan pembinaan pendampingan penyelenggaraan penguatan
    bertahap berkesinambungan terpadu menyeluruh jajaran sekretariat divisi subbagian pejabat staf mitra warga dokumen
    berkas catatan risalah notula rekap matriks bahan instrumen mekanisme prosedur ketentuan pedoman tata-cara kebijakan
    program agenda kegiatan pertemuan forum lokakarya bimbingan pembekalan supervisi penilaian pengukuran pemetaan
    capaian hasil sasaran mutu kualitas efektivitas kepatuhan transparansi integritas profesional akuntabel triwulanan
    setiap seluruh sejumlah melalui berdasarkan sesuai terkait mengenai bersama guna serta maupun""".split()
)

# Action and indicator, on the subjects that such plans have; some are near to what the 2026 decree prints.
INSERTIONS = (
    ("Menyusun peta risiko korupsi pada tahapan pemilihan", "Tersedianya peta risiko korupsi yang dimutakhirkan"),
    ("Membangun ruang laktasi dan area bermain anak bagi pemilih", "Ruang laktasi dapat digunakan masyarakat"),
    ("Menyediakan jalur khusus bagi penyandang disabilitas", "Terpasangnya jalur pemandu dan kursi roda"),
    ("Melakukan studi tiru ke satuan kerja berpredikat WBK", "Laporan studi tiru dan rencana penerapannya"),
    ("Menyelenggarakan apel integritas setiap hari Senin", "Daftar hadir apel integritas"),
    ("Menyampaikan LHKPN dan LHKASN tepat waktu", "Seluruh wajib lapor telah menyampaikan LHKPN"),
    ("Digitalisasi arsip kepegawaian", "Arsip kepegawaian tersimpan pada aplikasi arsip"),
    ("Menetapkan duta pelayanan terbaik setiap bulan", "Keputusan tentang duta pelayanan terbaik"),
    ("Melaksanakan uji kompetensi operator aplikasi pemilih", "Sertifikat uji kompetensi operator"),
    ("Menyusun perjanjian kinerja sampai dengan tingkat staf", "Perjanjian kinerja staf ditandatangani"),
    ("Membuat dasbor pemantauan anggaran dan kinerja", "Dasbor dapat dibuka oleh pimpinan setiap saat"),
    ("Melakukan penilaian mandiri maturitas SPIP", "Kertas kerja penilaian mandiri maturitas SPIP"),
    ("Memasang kotak saran dan kode QR pengaduan", "Kotak saran dan kode QR terpasang di ruang pelayanan"),
    ("Melaksanakan evaluasi atas pengaduan yang masuk", "Laporan evaluasi pengaduan yang masuk"),
    ("Menyusun daftar informasi yang dikecualikan", "Penetapan daftar informasi yang dikecualikan"),
    ("Melaksanakan rotasi pegawai antar subbagian", "Keputusan rotasi pegawai"),
    ("Menyusun standar kompetensi jabatan", "Dokumen standar kompetensi jabatan"),
    ("Mengembangkan pojok baca kepemiluan", "Pojok baca kepemiluan dikunjungi masyarakat"),
    ("Melakukan sosialisasi kode etik pegawai", "Dokumentasi sosialisasi kode etik"),
    ("Menyusun rencana tindak pengendalian", "Rencana tindak pengendalian ditetapkan"),
)
NEW_INDICATORS = (
    "Tersedianya berita acara yang ditandatangani seluruh peserta",
    "Jumlah pegawai yang mengikuti pembekalan paling sedikit separuh",
    "Terpublikasinya ringkasan pada papan pengumuman kantor",
    "Adanya nota kesepahaman dengan perguruan tinggi setempat",
)

QUARTERS = ((3, 31), (6, 30), (9, 30), (12, 31))
TIMES = (
    Time("Januari {year}", "once", (1, 1), (1, 31), ((1, 31),)),
    Time("Maret {year}", "once", (3, 1), (3, 31), ((3, 31),)),
    Time("Januari s.d. Februari {year}", "window", (1, 1), (2, 28), ((2, 28),)),
    Time("Januari s.d. Juni {year}", "window", (1, 1), (6, 30), ((6, 30),)),
    Time("Januari s.d. Desember {year}", "window", (1, 1), (12, 31), ((12, 31),)),
    Time("Per Triwulan", "quarterly", (1, 1), (12, 31), QUARTERS),
    Time("Per Semester", "semiannual", (1, 1), (12, 31), ((6, 30), (12, 31))),
    Time("Desember {year}", "once", (12, 1), (12, 31), ((12, 31),)),
)
NUMBERS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
