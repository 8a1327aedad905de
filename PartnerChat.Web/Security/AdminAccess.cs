using System.Collections.Concurrent;
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
internal sealed class AdminAccess(DeviceStore devices, IHostEnvironment environment, TimeProvider time)
{
    private const int MostKept = 1_000;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<ClaimedSession, long> _open = new();

    public async Task<AdminStanding> FindAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        if (!user.IsInRole(AccountSecurity.AdminRole) || user.FindSignIn() is not { } signIn) return AdminStanding.None;
        if (await devices.FindStandingAsync(signIn.Claimed, AccountSecurity.AdminRole, ct) is not { IsAdmin: true } standing) return AdminStanding.None;
        var isDemo = environment.IsDevelopment() && standing.Email == DemoData.AdminEmail;
        if (!isDemo && standing.SecondFactor is null) return AdminStanding.NeedsSecondFactor;
        if (_open.Count >= MostKept) _open.Clear();
        _open[signIn.Claimed] = time.GetTimestamp();
        return AdminStanding.Open;
    }

    /// <summary>Whether they were open to that sign-in at most 5 s ago.</summary>
    public bool WereOpen(ClaimsPrincipal user) =>
        user.FindSignIn() is { } signIn && _open.TryGetValue(signIn.Claimed, out var at) && time.GetElapsedTime(at) < Kept;
}

/// <summary>What <see cref="AccountSecurity.AdminPolicy"/> asks for, of requests and circuits alike.</summary>
internal sealed class AdminRequirement : IAuthorizationRequirement;

internal sealed class AdminHandler(AdminAccess access) : AuthorizationHandler<AdminRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AdminRequirement requirement)
    {
        // A page that becomes live was asked about with its request. Only an answer that is there at once keeps it from being taken away and put back.
        if (context.Resource is not Microsoft.AspNetCore.Components.RouteData || !access.WereOpen(context.User)) return AskAsync(context, requirement);
        context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private async Task AskAsync(AuthorizationHandlerContext context, AdminRequirement requirement)
    {
        if (await access.FindAsync(context.User, CancellationToken.None) == AdminStanding.Open) context.Succeed(requirement);
    }
}
