using System.Security.Cryptography;

namespace PartnerChat.Web.Security;

/// <summary>What a page of ours may load and do: its own files, and one inline script, the import map, by its nonce.</summary>
internal static class ContentPolicy
{
    private static readonly object NonceKey = new();

    /// <summary>The nonce of this answer, made at the first call.</summary>
    public static string NonceOf(HttpContext context)
    {
        if (context.Items[NonceKey] is string known) return known;
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Items[NonceKey] = nonce;
        return nonce;
    }

    // Inline styles stay allowed: MudBlazor and the framework's script write them.
    public static string For(HttpContext context) =>
        $"default-src 'self'; script-src 'self' 'nonce-{NonceOf(context)}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; worker-src 'none'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
}
