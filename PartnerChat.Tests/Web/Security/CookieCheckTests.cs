using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Web.Security;

namespace PartnerChat.Tests.Web.Security;

public sealed class CookieCheckTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(30);

    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _nothing = new ServiceCollection().BuildServiceProvider();
    private readonly CookieCheck _check;

    public CookieCheckTests() => _check = new CookieCheck(
        Options.Create(new SecurityStampValidatorOptions { ValidationInterval = Interval, TimeProvider = _time }), _nothing.GetRequiredService<IServiceScopeFactory>());

    public void Dispose() => _nothing.Dispose();

    [Fact]
    public async Task ValidateAsync_CookieIsFresh_NeedsNoServiceThatKnowsAccounts()
    {
        var context = Cookie();
        _time.Advance(Interval);

        await _check.ValidateAsync(context);

        Assert.NotNull(context.Principal);
    }

    [Fact]
    public async Task ValidateAsync_CookieIsDue_AsksForItsRenewal()
    {
        var context = Cookie();
        _time.Advance(Interval + TimeSpan.FromTicks(1));

        await Assert.ThrowsAsync<InvalidOperationException>(() => _check.ValidateAsync(context));
    }

    private CookieValidatePrincipalContext Cookie()
    {
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(), new AuthenticationProperties { IssuedUtc = _time.GetUtcNow() }, "cookie");
        return new CookieValidatePrincipalContext(
            new DefaultHttpContext(), new AuthenticationScheme("cookie", null, typeof(CookieAuthenticationHandler)), new CookieAuthenticationOptions(), ticket);
    }
}
