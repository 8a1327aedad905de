using System.Buffers;
using System.Globalization;
using System.Text;

namespace PartnerChat.Web.Components.Chat.Rendering;

/// <summary>Which typed addresses become links, and where they lead: http and https, to a host that is not disguised.</summary>
internal static class WebAddress
{
    private static readonly SearchValues<char> Ends = SearchValues.Create("<>\"`。，、！？；：（）「」『』《》【】");

    private const string Trailing = "?!.,:;*_~'’”»…|";

    /// <summary>The address that this text begins with.</summary>
    /// <returns>Where it leads and how many characters it takes: without punctuation after it, and without a bracket that was opened before it.</returns>
    public static (string Href, int Length)? Find(ReadOnlySpan<char> text)
    {
        if (!HasWebScheme(text)) return null;
        var address = text[..LengthOf(text)];
        return Normalise(address) is { } href ? (href, address.Length) : null;
    }

    /// <summary>The absolute address in the form in which a browser asks for it; null for anything that is to be no link.</summary>
    public static string? Normalise(ReadOnlySpan<char> typed)
    {
        if (!HasWebScheme(typed) || !IsPlain(typed) || !Uri.TryCreate(typed.ToString(), UriKind.Absolute, out var uri)) return null;
        if (uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || uri.Authority.Contains('@') || !TryHost(uri, out var host)) return null;
        var port = uri.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{uri.Port}");
        return $"{uri.Scheme}://{host}{port}{uri.GetComponents(UriComponents.PathAndQuery | UriComponents.Fragment, UriFormat.UriEscaped)}";
    }

    private static bool HasWebScheme(ReadOnlySpan<char> text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    // No white space, nothing invisible, nothing that turns the direction, and no backslash, which a browser takes for a slash.
    private static bool IsPlain(ReadOnlySpan<char> typed)
    {
        foreach (var rune in typed.EnumerateRunes())
        {
            if (rune.Value is '\\' or 0xFFFD || Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format) return false;
        }

        return true;
    }

    private static bool TryHost(Uri uri, out string host)
    {
        try
        {
            host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        }
        catch (UriFormatException)
        {
            // A name that no host can have; the framework has no way to ask first.
            host = "";
        }

        return host.Length > 0 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '[' or ']' or ':') && host.Any(char.IsAsciiLetterOrDigit);
    }

    private static int LengthOf(ReadOnlySpan<char> text)
    {
        var (round, square, length) = (0, 0, 0);
        for (; length < text.Length; length++)
        {
            var c = text[length];
            if (char.IsWhiteSpace(c) || char.IsControl(c) || Ends.Contains(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format) break;
            if (c == '(') round++;
            if (c == '[') square++;
            if ((c == ')' && --round < 0) || (c == ']' && --square < 0)) break;
        }

        while (length > 0 && Trailing.Contains(text[length - 1])) length--;
        return length;
    }
}
