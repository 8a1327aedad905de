using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Security;

/// <summary>What Identity says, in our words and the reader's language.</summary>
internal sealed class AccountWords(IStringLocalizer<AccountTexts> words) : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) => Say(nameof(PasswordTooShort), words["PasswordTooShort", length]);

    public IdentityError PasswordTooLong(int length) => Say(nameof(PasswordTooLong), words["PasswordTooLong", length]);

    public IdentityError PasswordCommon() => Say(nameof(PasswordCommon), words["PasswordCommon"]);

    public override IdentityError DuplicateEmail(string email) => Say(nameof(DuplicateEmail), words["DuplicateEmail"]);

    public override IdentityError DuplicateUserName(string userName) => Say(nameof(DuplicateUserName), DuplicateEmail(userName).Description);

    public override IdentityError InvalidEmail(string? email) => Say(nameof(InvalidEmail), words["InvalidEmail"]);

    public override IdentityError InvalidUserName(string? userName) => Say(nameof(InvalidUserName), InvalidEmail(userName).Description);

    private static IdentityError Say(string code, string description) => new() { Code = code, Description = description };
}
