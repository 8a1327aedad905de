using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace PartnerChat.Tests.Fixtures;

/// <summary>The app on a database of its own, with a clock that tests move.</summary>
public sealed class PagesApp(PostgresFixture postgres) : WebApplicationFactory<Program>, IAsyncLifetime
{
    private TestDatabase? _database;

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    public string Environment { get; init; } = "Development";

    public async ValueTask InitializeAsync() => _database = await postgres.CreateDatabaseAsync();

    public Browser NewBrowser() => new(CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false }));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environment);
        builder.UseSetting("ConnectionStrings:PartnerChat", _database!.ConnectionString);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time));
    }
}
