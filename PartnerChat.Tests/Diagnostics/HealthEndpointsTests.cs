using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Diagnostics;

public sealed class HealthEndpointsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Health_DatabaseGoesAway_LiveButNotReady()
    {
        var cancelled = TestContext.Current.CancellationToken;
        var database = await postgres.CreateDatabaseAsync(cancelled);
        await using var factory = new WebApplicationFactory<Program>();
        await using var app = factory.WithWebHostBuilder(host => host.UseSetting("ConnectionStrings:PartnerChat", database.ConnectionString));
        using var client = app.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready", cancelled)).StatusCode);

        await database.DisposeAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health/ready", cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", cancelled)).StatusCode);
    }
}
