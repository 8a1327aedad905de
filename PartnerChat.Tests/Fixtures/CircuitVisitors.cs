using PartnerChat.Benchmarks.Circuits;

namespace PartnerChat.Tests.Fixtures;

/// <summary>Accounts at circuits without a browser.</summary>
internal static class CircuitVisitors
{
    /// <summary>Signs in by the form.</summary>
    public static async Task<CircuitVisitor> SignInAsync(string baseUrl, TestAccount account)
    {
        var visitor = new CircuitVisitor(baseUrl);
        var answer = await new Browser(visitor.Http).SubmitAsync(
            "/account/login?ReturnUrl=%2Fchat", "login", ("Input.Email", account.Email), ("Input.Password", Accounts.Password));
        Assert.Equal("/chat", answer.RequestMessage!.RequestUri!.AbsolutePath);
        return visitor;
    }
}
