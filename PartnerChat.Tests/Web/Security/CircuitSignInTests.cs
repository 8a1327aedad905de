using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Security;

namespace PartnerChat.Tests.Web.Security;

public sealed class CircuitSignInTests : IDisposable
{
    private static readonly SignIn Nora = new(Guid.CreateVersion7(), Guid.CreateVersion7(), "stamp");

    // It is never started: only what this node tells it counts.
    private readonly SignInWatch _watch = new(new AccountSessionStore(null!, TimeProvider.System), TimeProvider.System, NullLogger<SignInWatch>.Instance);

    [Fact]
    public async Task Inbound_AfterTheEnd_IsNotHeard()
    {
        using var circuit = await OpenAsync(Nora);
        var heard = 0;
        var inbound = circuit.CreateInboundActivityHandler(_ =>
        {
            heard++;
            return Task.CompletedTask;
        });
        await inbound(null!);

        _watch.Tell(Nora.SessionId);
        await inbound(null!);

        Assert.Equal(1, heard);
    }

    [Fact]
    public async Task OnEnded_BeforeAndAfterTheEnd_IsCalledEachTime()
    {
        using var circuit = await OpenAsync(Nora);
        var called = new List<string>();
        circuit.OnEnded(() => called.Add("before"));

        _watch.Tell(Nora.SessionId);
        circuit.OnEnded(() => called.Add("after"));

        Assert.Equal(["before", "after"], called);
    }

    [Fact]
    public async Task Circuit_OfNobody_DoesNotEnd()
    {
        using var circuit = await OpenAsync(null);

        _watch.Tell(Nora.SessionId);

        Assert.False(circuit.HasEnded);
    }

    [Fact]
    public async Task Circuit_ThatClosed_IsNotWatchedAnyMore()
    {
        var circuit = await OpenAsync(Nora);

        circuit.Dispose();
        _watch.Tell(Nora.SessionId);

        Assert.False(circuit.HasEnded);
    }

    public void Dispose() => _watch.Dispose();

    private async Task<CircuitSignIn> OpenAsync(SignIn? signIn)
    {
        var circuit = new CircuitSignIn(_watch, new Fixed(signIn));
        await circuit.OnCircuitOpenedAsync(null!, TestContext.Current.CancellationToken);
        return circuit;
    }

    private sealed class Fixed(SignIn? signIn) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(signIn is null
            ? new ClaimsIdentity()
            : new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.NameIdentifier, signIn.UserId.ToString()),
                    new Claim(SignIn.SessionClaim, signIn.SessionId.ToString()),
                    new Claim(SignIn.StampClaim, signIn.SecurityStamp),
                ],
                "test"))));
    }
}
