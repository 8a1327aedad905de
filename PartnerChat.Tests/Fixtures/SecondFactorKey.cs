using Microsoft.Extensions.DependencyInjection;
using PartnerChat.Web.Security;

namespace PartnerChat.Tests.Fixtures;

/// <summary>Somebody's authenticator app: the key that it was given, and its codes.</summary>
internal sealed class SecondFactorKey(string key)
{
    /// <summary>The code that it shows then.</summary>
    public string CodeAt(DateTimeOffset at) => OneTimeCodes.CodeAt(key.Replace(" ", "", StringComparison.Ordinal), OneTimeCodes.StepAt(at));

    /// <summary>Switches the second factor of that account on, behind the pages' back.</summary>
    public static async Task<(SecondFactorKey App, IReadOnlyList<string> RecoveryCodes)> AddAsync(IServiceProvider services, string email)
    {
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<AccountManager>();
        var user = (await users.FindByEmailAsync(email))!;
        var key = await users.MakeAuthenticatorKeyAsync(user);
        Assert.True((await users.SetTwoFactorEnabledAsync(user, true)).Succeeded);
        return (new SecondFactorKey(key), [.. (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 10))!]);
    }

    /// <summary>The same, and who is signed in stays so.</summary>
    public static async Task<(SecondFactorKey App, IReadOnlyList<string> RecoveryCodes)> AddKeepingAsync(PagesApp app, string email)
    {
        var stamp = (await app.SessionsOfAsync(email))[0].SecurityStamp!;
        var added = await AddAsync(app.Services, email);
        await app.ExecuteAsync("UPDATE users SET security_stamp = $2 WHERE email = $1", email, stamp);
        return added;
    }

    /// <summary>Every sign-in of that account used a second factor, whatever it did.</summary>
    public static Task ProveAsync(PagesApp app, string email) =>
        app.ExecuteAsync("UPDATE account_sessions SET second_factor = 'code' WHERE user_id = (SELECT id FROM users WHERE email = $1)", email);
}
