using System.Text;

namespace PartnerChat.Web.Exporting;

/// <summary>The looks that an exported page carries with it: its style sheet, with the face of our pages in it. Put together once.</summary>
internal sealed class ExportLooks(IWebHostEnvironment environment)
{
    private const string Face = "fonts/commissioner-latin-flar-normal.woff2";

    private readonly Lazy<byte[]> _styles = new(() => Read(environment));

    /// <summary>What stands in its style element.</summary>
    public ReadOnlySpan<byte> Styles => _styles.Value;

    private static byte[] Read(IWebHostEnvironment environment)
    {
        using var sheet = new StreamReader(typeof(ExportLooks).Assembly.GetManifestResourceStream("export.css")!);
        return Encoding.UTF8.GetBytes($"{FaceOf(environment)}{sheet.ReadToEnd()}");
    }

    // 48 kB of Latin letters; all other scripts come from the reader's system.
    private static string FaceOf(IWebHostEnvironment environment)
    {
        var file = environment.WebRootFileProvider.GetFileInfo(Face);
        if (!file.Exists) return "";
        using var stream = file.CreateReadStream();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return $"@font-face {{ font-family: \"Commissioner\"; font-weight: 100 900; src: url(data:font/woff2;base64,{Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length)}) format(\"woff2\"); }}\n";
    }
}
