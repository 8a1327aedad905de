using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>Length is what makes a password strong; beyond it only what everybody would guess first is refused.</summary>
internal sealed class PasswordRules(AccountWords words) : IPasswordValidator<ApplicationUser>
{
    public const int MinLength = 12;
    public const int MaxLength = 128;
    private const int OwnWork = 8;
    private const int ShortestLocalPart = 3;
    private static readonly HashSet<string> Common = ReadCommon();

    public Task<IdentityResult> ValidateAsync(UserManager<ApplicationUser> manager, ApplicationUser user, string? password) =>
        Task.FromResult(Check(user.Email, password ?? ""));

    private IdentityResult Check(string? email, string password)
    {
        if (password.Length > MaxLength) return IdentityResult.Failed(words.PasswordTooLong(MaxLength));
        if (password.Length >= MinLength && IsGuessable(email, password)) return IdentityResult.Failed(words.PasswordCommon());
        return password.Length < MinLength ? IdentityResult.Failed(words.PasswordTooShort(MinLength)) : IdentityResult.Success;
    }

    private static bool IsGuessable(string? email, string password)
    {
        var plain = password.ToLowerInvariant();
        if (Common.Contains(plain) || plain.Distinct().Count() < 4) return true;
        var local = email?.Split('@')[0].ToLowerInvariant() ?? "";
        return local.Length >= ShortestLocalPart && plain.Replace(local, "", StringComparison.Ordinal).Length < Math.Min(OwnWork, plain.Length);
    }

    private static HashSet<string> ReadCommon()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")
            ?? throw new InvalidOperationException("The list of common passwords is missing.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
