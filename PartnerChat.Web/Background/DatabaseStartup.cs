using Microsoft.Extensions.DependencyInjection.Extensions;
using PartnerChat.Data;
using PartnerChat.Data.Hosting;

namespace PartnerChat.Web.Background;

/// <summary>Which database the app uses: the configured one, or in Development one of its own.</summary>
public static class DatabaseStartup
{
    /// <summary>
    /// Registers the database of <c>ConnectionStrings:PartnerChat</c>. Where there is none, Development starts (or joins) a local PostgreSQL, which stops
    /// after everything else in the app has; elsewhere it is an error. To be followed by <see cref="DatabaseMigration.MigrateDatabaseAsync"/>.
    /// </summary>
    /// <exception cref="StartRefusedException">There is no database to be had. Unless somebody catches it, the process says why and exits with 78.</exception>
    public static async Task AddDatabaseAsync(this WebApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString("PartnerChat");
        if (string.IsNullOrWhiteSpace(connectionString))
            connectionString = await AddLocalPostgresAsync(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddChatDatabase(connectionString);
        builder.Services.AddHostedService<RetentionJob>();
    }

    private static async Task<string> AddLocalPostgresAsync(WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
            throw StartRefusedException.ForThisProcess(
                $"""
                 No database is configured. In the environment {builder.Environment.EnvironmentName} PartnerChat needs a connection string:
                   ConnectionStrings__PartnerChat="Host=...;Database=partnerchat;Username=...;Password=..."
                 (With ASPNETCORE_ENVIRONMENT=Development it starts a PostgreSQL of its own.)
                 """);
        try
        {
            var local = await DevelopmentPostgres.StartAsync(builder.Configuration, builder.Environment.ContentRootPath);
            builder.Services.AddSingleton(_ => local);
            return local.ConnectionString;
        }
        catch (LocalPostgresException e)
        {
            throw StartRefusedException.ForThisProcess(e.Message);
        }
    }
}
