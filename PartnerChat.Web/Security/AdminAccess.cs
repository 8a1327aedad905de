using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Development;

namespace PartnerChat.Web.Security;

/// <summary>What the admin's pages are to somebody.</summary>
internal enum AdminStanding
{
    /// <summary>They are not there.</summary>
    None,

    /// <summary>They wait for a sign-in that used a second factor.</summary>
    NeedsSecondFactor,

    Open,
}

/// <summary>
/// Who may use what is the admin's: of the role now, by a sign-in that is good and that used a second factor. The demo's admin, who has no
/// password either, needs none on a development server.
/// </summary>
internal sealed class AdminAccess(DeviceStore devices, IHostEnvironment environment)
{
    public async Task<AdminStanding> FindAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        if (!user.IsInRole(AccountSecurity.AdminRole) || user.FindSignIn() is not { } signIn) return AdminStanding.None;
        if (await devices.FindStandingAsync(signIn.Claimed, AccountSecurity.AdminRole, ct) is not { IsAdmin: true } standing) return AdminStanding.None;
        var isDemo = environment.IsDevelopment() && standing.Email == DemoData.AdminEmail;
        return isDemo || standing.SecondFactor is not null ? AdminStanding.Open : AdminStanding.NeedsSecondFactor;
    }
}

/// <summary>What <see cref="AccountSecurity.AdminPolicy"/> asks for, of requests and circuits alike.</summary>
internal sealed class AdminRequirement : IAuthorizationRequirement;

internal sealed class AdminHandler(AdminAccess access) : AuthorizationHandler<AdminRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, AdminRequirement requirement)
    {
        if (await access.FindAsync(context.User, CancellationToken.None) == AdminStanding.Open) context.Succeed(requirement);
    }
}
