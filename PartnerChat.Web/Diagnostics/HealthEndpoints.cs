using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace PartnerChat.Web.Diagnostics;

/// <summary>What an orchestrator asks: does the process live, and can it serve.</summary>
public static class HealthEndpoints
{
    private const string Ready = "ready";

    /// <summary>Registers the checks that readiness depends on, and what counts and records how the server does.</summary>
    public static IServiceCollection AddChatHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database", tags: [Ready]).AddCheck<MailHealthCheck>("mail", tags: [Ready]);
        services.AddSingleton<LiveCounts>();
        services.AddScoped<CircuitHandler, CircuitCounting>();
        services.AddSingleton<ServerRun>();
        services.AddSingleton<HealthFigures>();
        services.AddSingleton<SharedHealth>();
        services.AddHostedService<SampleRecorder>();
        return services;
    }

    /// <summary><c>/health/live</c>: 200 while the process answers. <c>/health/ready</c>: 200 while the database answers too, else 503. Open to all.</summary>
    public static IEndpointRouteBuilder MapChatHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
        return endpoints;
    }
}
