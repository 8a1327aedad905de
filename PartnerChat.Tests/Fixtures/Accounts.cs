using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Tests.Fixtures;

/// <summary>Accounts that no page makes.</summary>
internal static class Accounts
{
    public const string Password = "a lamp in the window";

    /// <summary>An account in no relationship, in that role if one is named; returns its e-mail.</summary>
    public static async Task<string> AddAsync(PagesApp app, string? role = null, string? email = null)
    {
        await using var scope = app.Services.CreateAsyncScope();
        email ??= $"{Guid.NewGuid():N}@example.org";
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        var user = new ApplicationUser { UserName = email, Email = email, CreatedAt = app.Time.GetUtcNow() };
        Assert.True((await users.CreateAsync(user, Password)).Succeeded);
        if (role is null) return email;
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole<Guid>>>();
        if (!await roles.RoleExistsAsync(role)) await roles.CreateAsync(new IdentityRole<Guid>(role));
        await users.AddToRoleAsync(user, role);
        return email;
    }
}
