namespace PartnerChat.Web.Components.Account;

/// <summary>What somebody typed who wants an account.</summary>
internal sealed class RegistrationInput
{
    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Password { get; set; }

    /// <summary>The answer of a device; "none" if it gave none; empty for a password.</summary>
    public string? Passkey { get; set; }
}

/// <summary>A new account that is signed in, and the name that its owner gave.</summary>
public sealed record NewAccount(Guid UserId, string DisplayName);
