using Microsoft.AspNetCore.Identity;

namespace PartnerChat.Web.Security;

/// <summary>What Identity says, in our words.</summary>
internal sealed class AccountWords : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) => Say(nameof(PasswordTooShort), $"At least {length} characters. A sentence is fine.");

    public override IdentityError DuplicateEmail(string email) => Say(nameof(DuplicateEmail), "There is an account with this e-mail address already. Sign in with it.");

    public override IdentityError DuplicateUserName(string userName) => Say(nameof(DuplicateUserName), DuplicateEmail(userName).Description);

    public override IdentityError InvalidEmail(string? email) => Say(nameof(InvalidEmail), "This is no e-mail address. It needs an @ and a domain.");

    public override IdentityError InvalidUserName(string? userName) => Say(nameof(InvalidUserName), InvalidEmail(userName).Description);

    private static IdentityError Say(string code, string description) => new() { Code = code, Description = description };
}
