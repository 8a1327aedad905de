using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PartnerChat.Web.Messaging;

/// <summary>The code of an invitation: 128 random bits, written in 22 characters. Only its hash is stored.</summary>
public static class InviteCode
{
    public const int Length = 22;
    private const int Bytes = 16;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is stored in place of the code.</summary>
    public static byte[] Hash(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));

    /// <summary>The code in what somebody pasted: the code alone, or the link that ends in it. Null if there is none.</summary>
    public static string? Find(string? pasted)
    {
        var text = pasted?.Trim() ?? "";
        var end = text.IndexOfAny(['?', '#']);
        if (end >= 0) text = text[..end];
        text = text.TrimEnd('/');
        var code = text[(text.LastIndexOf('/') + 1)..];
        return IsWellFormed(code) ? code : null;
    }

    public static bool IsWellFormed(string? code) =>
        code is { Length: Length } && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
