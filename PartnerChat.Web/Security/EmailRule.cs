using System.Net.Mail;
using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>What an account's e-mail address is, on every door.</summary>
internal sealed class EmailRule(IdentityErrorDescriber words) : IUserValidator<ApplicationUser>
{
    /// <summary>What an address may have at most (RFC 5321); the table takes 256.</summary>
    private const int LongestEmail = 254;

    public static bool IsEmail(string? email) =>
        email is { Length: <= LongestEmail } && !email.Any(char.IsControl)
        && MailAddress.TryCreate(email, out var parsed) && parsed.Address == email && parsed.Host.Contains('.', StringComparison.Ordinal);

    public Task<IdentityResult> ValidateAsync(UserManager<ApplicationUser> manager, ApplicationUser user) =>
        Task.FromResult(IsEmail(user.Email) ? IdentityResult.Success : IdentityResult.Failed(words.InvalidEmail(user.Email)));
}
