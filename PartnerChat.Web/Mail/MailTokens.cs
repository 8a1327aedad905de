using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Mail;

/// <summary>
/// Identity's tokens as they stand in links of mails: for one account, one purpose and a time. They fall with the security stamp and with the
/// address, so a link that was used, and every other that is under way, opens nothing.
/// </summary>
internal sealed class MailTokens(IDataProtectionProvider protection, TimeProvider time) : IUserTwoFactorTokenProvider<ApplicationUser>
{
    public const string Name = "mail";

    /// <summary>The purpose that stops a change of address, followed by the address that is to stay.</summary>
    public const string StopPurpose = "StopEmailChange:";

    public static readonly TimeSpan RecoveryLasts = TimeSpan.FromHours(1);
    public static readonly TimeSpan ChangeLasts = TimeSpan.FromDays(1);
    private static readonly TimeSpan OthersLast = TimeSpan.FromDays(3);

    public Task<string> GenerateAsync(string purpose, UserManager<ApplicationUser> manager, ApplicationUser user)
    {
        var content = new byte[sizeof(long) + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64LittleEndian(content, (time.GetUtcNow() + Lasts(purpose)).UtcTicks);
        FallsWith(purpose, user).CopyTo(content.AsSpan(sizeof(long)));
        return Task.FromResult(Base64Url.EncodeToString(ProtectorOf(purpose, user).Protect(content)));
    }

    public Task<bool> ValidateAsync(string purpose, string token, UserManager<ApplicationUser> manager, ApplicationUser user)
    {
        try
        {
            var content = ProtectorOf(purpose, user).Unprotect(Base64Url.DecodeFromChars(token));
            return Task.FromResult(BinaryPrimitives.ReadInt64LittleEndian(content) > time.GetUtcNow().UtcTicks
                && CryptographicOperations.FixedTimeEquals(content.AsSpan(sizeof(long)), FallsWith(purpose, user)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return Task.FromResult(false);
        }
    }

    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<ApplicationUser> manager, ApplicationUser user) => Task.FromResult(false);

    private static TimeSpan Lasts(string purpose) =>
        purpose == UserManager<ApplicationUser>.ResetPasswordTokenPurpose ? RecoveryLasts
        : purpose.StartsWith("ChangeEmail:", StringComparison.Ordinal) ? ChangeLasts
        : OthersLast;

    // Who has the old mailbox may stop a change also once it was made; the address is in the purpose.
    private static byte[] FallsWith(string purpose, ApplicationUser user) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(purpose.StartsWith(StopPurpose, StringComparison.Ordinal) ? "" : $"{user.SecurityStamp}\n{user.NormalizedEmail}"));

    private IDataProtector ProtectorOf(string purpose, ApplicationUser user) => protection.CreateProtector("PartnerChat.MailTokens", purpose, user.Id.ToString());
}
