using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PartnerChat.Tests.Fixtures;

/// <summary>The SQL that EF sends: a logger that keeps the texts of commands, without their parameters.</summary>
[ProviderAlias("ServerCommands")]
public sealed class ServerCommands : ILoggerProvider, ILogger
{
    public const string Category = "Microsoft.EntityFrameworkCore.Database.Command";

    private readonly ConcurrentQueue<string> _commands = new();

    /// <summary>How many commands so far held that text.</summary>
    public int CountOf(string part) => _commands.Count(c => c.Contains(part, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name?.EndsWith("CommandExecuted", StringComparison.Ordinal) == true) _commands.Enqueue(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
