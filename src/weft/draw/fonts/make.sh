#!/bin/sh
# Makes the fonts of this folder anew from Debian's packages (see README.md). Run in an empty folder, with `pyftsubset` of
# fonttools on the path: sh make.sh <folder of the unpacked packages>/usr/share/fonts <where to>
set -eu
from=$1 to=$2
whole="--layout-features=* --no-hinting --name-IDs=* --notdef-outline"
for script in Adlam Arabic Armenian Bengali CanadianAboriginal Cherokee Devanagari Ethiopic Georgian Gujarati Gurmukhi \
  Hebrew Kannada Khmer Lao Malayalam Myanmar NKo Oriya Sinhala Syriac Tamil Telugu Thaana Thai Tifinagh; do
  pyftsubset "$from/truetype/noto/NotoSans$script-Regular.ttf" --unicodes='*' $whole \
    --output-file="$to/NotoSans$script-Regular.ttf"
done
pyftsubset "$from/truetype/noto/NotoSerifTibetan-Regular.ttf" --unicodes='*' $whole \
  --output-file="$to/NotoSerifTibetan-Regular.ttf"
# Letters with marks, and marks on any letter, that Source Sans does not have.
pyftsubset "$from/truetype/noto/NotoSans-Regular.ttf" $whole --output-file="$to/NotoSans-Regular.ttf" \
  --unicodes=20-7E,A0-24F,250-36F,1AB0-1AFF,1DC0-1EFF,2000-206F,2DE0-2DFF,A640-A69F,A720-A7FF,AB30-AB6F,FE20-FE2F
# Han of the later planes that names of Japan and Hong Kong have, such as U+20BB7.
pyftsubset "$from/opentype/noto/NotoSansCJK-Regular.ttc" --font-number=0 --unicodes=20000-2FFFF $whole \
  --output-file="$to/NotoSansCJKjp-Regular.otf"
# Signs and pictures. Drawn on a grid: ugly, and never a box.
pyftsubset "$from/opentype/unifont/unifont.otf" $whole --output-file="$to/Unifont.otf" --unicodes=2100-2BFF
pyftsubset "$from/opentype/unifont/unifont_upper.otf" $whole --output-file="$to/UnifontUpper.otf" \
  --unicodes=1D400-1D7FF,1F000-1FAFF
# Han and kana of the first plane, without the rare ones of extension A; Hangul in whole syllables.
pyftsubset "$from/truetype/droid/DroidSansFallbackFull.ttf" --layout-features= --no-hinting --name-IDs='*' \
  --output-file="$to/DroidSansFallback.ttf" --unicodes=2E80-33FF,4E00-9FFF,F900-FAFF,FE30-FE4F,FF00-FFEF
pyftsubset "$from/opentype/noto/NotoSansCJK-Regular.ttc" --font-number=1 --layout-features= --no-hinting --name-IDs='*' \
  --output-file="$to/NotoSansCJKkr-Regular.otf" --unicodes=1100-11FF,3130-318F,AC00-D7A3
