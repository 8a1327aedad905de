namespace PartnerChat.Web.Resources;

/// <summary>The admin's page about what is kept for how long.</summary>
public sealed class RetentionTexts;
