using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace PartnerChat.Web.Mail;

/// <summary>To whom a mail goes and what its words need. The words themselves, and the link, are made when it is sent.</summary>
/// <param name="Language">The reader's.</param>
/// <param name="UserId">The account; null where only the address is known, and whether it has an account is not asked before the mail is written.</param>
/// <param name="Next">Where the reader goes on to, a path.</param>
/// <param name="Device">Where it happened, in words that need no translation.</param>
public sealed record MailEnvelope(string To, string Language, Guid? UserId = null, string? Next = null, string? Device = null);

/// <summary>Seals envelopes, and hashes addresses for the count of an hour.</summary>
internal sealed class MailSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("PartnerChat.Mail");

    public byte[] Close(MailEnvelope envelope) => _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(envelope));

    /// <summary>Null if the keys are gone.</summary>
    public MailEnvelope? Open(byte[] closed)
    {
        try
        {
            return JsonSerializer.Deserialize<MailEnvelope>(_protector.Unprotect(closed));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static byte[] Hash(string address) => SHA256.HashData(Encoding.UTF8.GetBytes(address.ToUpperInvariant()));
}
