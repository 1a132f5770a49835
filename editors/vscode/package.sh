#!/usr/bin/env bash
# Makes the extension's package, which is a zip with two files beside the extension: package.sh FILE.vsix
set -euo pipefail
target=$(realpath -m "${1:?the file to write, such as lessons.vsix}")
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/extension"
cp -r package.json extension.js client.js syntaxes "$work/extension"
cp ../../LICENSE "$work/extension/LICENSE.txt"
version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' package.json)
cat >"$work/[Content_Types].xml" <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension=".json" ContentType="application/json"/><Default Extension=".js" ContentType="application/javascript"/><Default Extension=".txt" ContentType="text/plain"/><Default Extension=".vsixmanifest" ContentType="text/xml"/></Types>
XML
cat >"$work/extension.vsixmanifest" <<XML
<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="swift-lessons" Version="$version" Publisher="swift-lessons"/>
    <DisplayName>swift-lessons</DisplayName>
    <Description xml:space="preserve">Lessons in Markdown with real Swift: diagnostics, fixes, completion, results.</Description>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="^1.75.0"/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace"/>
    </Properties>
    <License>extension/LICENSE.txt</License>
  </Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
  <Dependencies/>
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true"/>
  </Assets>
</PackageManifest>
XML
rm -f "$target"
(cd "$work" && zip -qr -X "$target" . -i '*')
echo "$target"
