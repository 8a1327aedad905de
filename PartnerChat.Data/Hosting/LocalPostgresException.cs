namespace PartnerChat.Data.Hosting;

/// <summary>The local PostgreSQL is not to be had. The message is for the person at the terminal: what is wrong and what to do.</summary>
public sealed class LocalPostgresException(string message, Exception? inner = null) : Exception(message, inner);
