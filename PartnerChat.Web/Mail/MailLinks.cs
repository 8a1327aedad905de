using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Mail;

/// <summary>A mail that is to be written: of which kind after all, to whom, and the path that its button leads to.</summary>
internal sealed record MailTask(MailKind Kind, string To, string? Path);

/// <summary>
/// Finds out what a mail has to say, when it is sent: whether its address has an account is asked here, not while somebody waits for an answer
/// whose time would tell. Links are made here too, so none is stored.
/// </summary>
internal sealed class MailLinks(UserManager<ApplicationUser> users)
{
    /// <summary>Null: there is nothing to send, as the account is not there, or needs it no longer.</summary>
    public Task<MailTask?> FindAsync(MailKind kind, MailEnvelope envelope) => kind switch
    {
        MailKind.Recovery => RecoverAsync(envelope),
        MailKind.ConfirmEmail => ConfirmAsync(envelope),
        MailKind.ConfirmNewEmail => ChangeAsync(envelope),
        MailKind.EmailChangeAsked => StopAsync(envelope),
        _ => Task.FromResult<MailTask?>(new MailTask(kind, envelope.To, PathOf(kind))),
    };

    private static string? PathOf(MailKind kind) => kind switch
    {
        MailKind.PasswordChanged => "/account/forgot",
        MailKind.RelationshipEnded => "/chat",
        MailKind.AccountLocked or MailKind.AccountDeleted => null,
        _ => "/settings",
    };

    private async Task<MailTask?> RecoverAsync(MailEnvelope envelope)
    {
        if (await users.FindByEmailAsync(envelope.To) is not { LockedAt: null } user) return null;
        // To the address as the account has it: one that only reads alike may be somebody else's.
        return new MailTask(MailKind.Recovery, user.Email!, Link("/account/reset", user, await users.GeneratePasswordResetTokenAsync(user)));
    }

    private async Task<MailTask?> ConfirmAsync(MailEnvelope envelope)
    {
        if (await users.FindByEmailAsync(envelope.To) is not { EmailConfirmed: false, LockedAt: null } user) return null;
        return new MailTask(MailKind.ConfirmEmail, user.Email!, Link("/account/confirm", user, await users.GenerateEmailConfirmationTokenAsync(user)) + Query("next", envelope.Next));
    }

    private async Task<MailTask?> ChangeAsync(MailEnvelope envelope)
    {
        if (await FindAsync(envelope) is not { } user) return null;
        if (await users.FindByEmailAsync(envelope.To) is not null) return new MailTask(MailKind.AddressTaken, envelope.To, "/account/login");
        return new MailTask(MailKind.ConfirmNewEmail, envelope.To, Link("/account/email", user, await users.GenerateChangeEmailTokenAsync(user, envelope.To)) + Query("to", envelope.To));
    }

    private async Task<MailTask?> StopAsync(MailEnvelope envelope)
    {
        if (await FindAsync(envelope) is not { } user) return null;
        var token = await users.GenerateUserTokenAsync(user, MailTokens.Name, MailTokens.StopPurpose + users.NormalizeEmail(envelope.To));
        return new MailTask(MailKind.EmailChangeAsked, envelope.To, Link("/account/email/stop", user, token) + Query("to", envelope.To));
    }

    private async Task<ApplicationUser?> FindAsync(MailEnvelope envelope) => envelope.UserId is { } id ? await users.FindByIdAsync(id.ToString()) : null;

    private static string Link(string path, ApplicationUser user, string token) => $"{path}?user={user.Id}&token={token}";

    private static string Query(string key, string? value) => value is null ? "" : $"&{key}={Uri.EscapeDataString(value)}";
}
