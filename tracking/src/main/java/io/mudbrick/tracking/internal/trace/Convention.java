package io.mudbrick.tracking.internal.trace;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How one family of instrumentations names what MLflow keeps of a span. Lists hold keys, the first
 * that has a value counts; a key may be a pattern.
 *
 * @param kindKeys where the kind of a span stands
 * @param types MLflow's span types by kind
 */
record Convention(
    List<String> kindKeys,
    Map<String, String> types,
    Tokens tokens,
    List<Object> inputs,
    List<Object> outputs,
    List<Object> models,
    List<Object> providers,
    List<Object> tools,
    @Nullable MessageFormat format) {

  /** Where token counts stand. */
  record Tokens(List<String> input, List<String> output, List<String> total) {
    static final Tokens NONE = new Tokens(List.of(), List.of(), List.of());
  }

  /** How the messages of a chat look, for those who show them, and what gives it away. */
  record MessageFormat(String name, List<String> keys) {}

  private static final Map<String, String> GEN_AI_TYPES =
      Map.of(
          "chat", "CHAT_MODEL",
          "create_agent", "AGENT",
          "embeddings", "EMBEDDING",
          "execute_tool", "TOOL",
          "generate_content", "LLM",
          "invoke_agent", "AGENT",
          "text_completion", "LLM",
          "response", "LLM");
  private static final List<Object> GEN_AI_MODELS =
      List.of("gen_ai.response.model", "gen_ai.request.model");

  private static final Convention OPEN_INFERENCE =
      new Convention(
          List.of("openinference.span.kind"),
          same(
              "TOOL",
              "CHAIN",
              "LLM",
              "RETRIEVER",
              "EMBEDDING",
              "AGENT",
              "RERANKER",
              "UNKNOWN",
              "GUARDRAIL",
              "EVALUATOR"),
          new Tokens(
              List.of("llm.token_count.prompt"),
              List.of("llm.token_count.completion"),
              List.of("llm.token_count.total")),
          List.of("input.value"),
          List.of("output.value"),
          List.of("llm.model_name", "embedding.model_name"),
          List.of("llm.provider"),
          List.of(),
          null);

  private static final Convention GEN_AI =
      new Convention(
          List.of("gen_ai.operation.name"),
          GEN_AI_TYPES,
          new Tokens(
              List.of("gen_ai.usage.input_tokens"),
              List.of("gen_ai.usage.output_tokens"),
              List.of()),
          List.of("gen_ai.input.messages", "gen_ai.tool.call.arguments"),
          List.of("gen_ai.output.messages", "gen_ai.tool.call.result"),
          GEN_AI_MODELS,
          List.of("gen_ai.provider.name"),
          List.of("gen_ai.tool.definitions"),
          null);

  private static final Convention TRACELOOP =
      new Convention(
          List.of("traceloop.span.kind"),
          Map.of(
              "workflow", "WORKFLOW",
              "task", "TASK",
              "agent", "AGENT",
              "tool", "TOOL",
              "unknown", "UNKNOWN"),
          new Tokens(
              List.of("gen_ai.usage.prompt_tokens"),
              List.of("gen_ai.usage.completion_tokens"),
              List.of("llm.usage.total_tokens")),
          List.of(
              "traceloop.entity.input",
              Pattern.compile("gen_ai\\.prompt\\.\\d+\\.content.*"),
              Pattern.compile("gen_ai\\.completion\\.\\d+\\.tool_calls\\.\\d+\\.arguments.*")),
          List.of(
              "traceloop.entity.output", Pattern.compile("gen_ai\\.completion\\.\\d+\\.content.*")),
          List.of(),
          List.of("gen_ai.system"),
          List.of(),
          null);

  private static final Convention GOOGLE_ADK =
      values(
          List.of("gcp.vertex.agent.llm_request", "gcp.vertex.agent.tool_call_args"),
          List.of("gcp.vertex.agent.llm_response", "gcp.vertex.agent.tool_response"));

  private static final Convention VERCEL =
      new Convention(
          List.of("ai.operationId"),
          Map.ofEntries(
              Map.entry("ai.generateText", "LLM"),
              Map.entry("ai.generateText.doGenerate", "LLM"),
              Map.entry("ai.toolCall", "TOOL"),
              Map.entry("ai.streamText", "LLM"),
              Map.entry("ai.streamText.doStream", "LLM"),
              Map.entry("ai.generateObject", "LLM"),
              Map.entry("ai.generateObject.doGenerate", "LLM"),
              Map.entry("ai.streamObject", "LLM"),
              Map.entry("ai.streamObject.doStream", "LLM"),
              Map.entry("ai.embed", "EMBEDDING"),
              Map.entry("ai.embed.doEmbed", "EMBEDDING"),
              Map.entry("ai.embedMany", "EMBEDDING")),
          Tokens.NONE,
          List.of("ai.prompt", "ai.toolCall.args", "ai.value", "ai.values"),
          List.of(
              "ai.response.text",
              "ai.toolCall.result",
              "ai.response.object",
              "ai.embedding",
              "ai.embeddings"),
          List.of(),
          List.of(),
          List.of(),
          null);

  private static final Convention VOLT_AGENT =
      new Convention(
          List.of("span.type", "entity.type"),
          Map.of("agent", "AGENT", "llm", "LLM", "tool", "TOOL", "memory", "MEMORY"),
          new Tokens(
              List.of("usage.prompt_tokens", "llm.usage.prompt_tokens"),
              List.of("usage.completion_tokens", "llm.usage.completion_tokens"),
              List.of("usage.total_tokens", "llm.usage.total_tokens")),
          List.of("agent.messages", "llm.messages", "input"),
          List.of("output"),
          List.of(),
          List.of(),
          List.of(),
          new MessageFormat(
              "voltagent", List.of("voltagent.operation_id", "voltagent.conversation_id")));

  private static final Convention LIVE_KIT =
      new Convention(
          List.of("gen_ai.operation.name"),
          GEN_AI_TYPES,
          Tokens.NONE,
          List.of("lk.user_input", "lk.user_transcript", "lk.chat_ctx", "lk.input_text"),
          List.of("lk.response.text", "lk.response.function_calls"),
          List.of(),
          List.of(),
          List.of(),
          new MessageFormat(
              "livekit",
              List.of("lk.agent_name", "lk.room_name", "lk.job_id", "lk.participant_identity")));

  private static final Convention LAMINAR =
      new Convention(
          List.of("lmnr.span.type"),
          Map.of(
              "LLM", "LLM",
              "TOOL", "TOOL",
              "DEFAULT", "CHAIN",
              "PIPELINE", "CHAIN",
              "EXECUTOR", "AGENT",
              "EVALUATOR", "EVALUATOR",
              "HUMAN_EVALUATOR", "EVALUATOR",
              "EVALUATION", "EVALUATOR",
              "CACHED", "LLM"),
          Tokens.NONE,
          List.of("lmnr.span.input"),
          List.of("lmnr.span.output"),
          GEN_AI_MODELS,
          List.of("gen_ai.system"),
          List.of(),
          new MessageFormat("openai", List.of("lmnr.span.type")));

  private static final Convention LANGFUSE =
      new Convention(
          List.of("langfuse.observation.type"),
          Map.of(
              "generation", "LLM",
              "embedding", "EMBEDDING",
              "tool", "TOOL",
              "retriever", "RETRIEVER",
              "agent", "AGENT",
              "chain", "CHAIN",
              "evaluator", "EVALUATOR",
              "guardrail", "GUARDRAIL",
              "span", "UNKNOWN"),
          Tokens.NONE,
          List.of("langfuse.observation.input"),
          List.of("langfuse.observation.output"),
          List.of(),
          List.of(),
          List.of(),
          null);

  /** The first that knows an answer gives it. */
  static final List<Convention> ALL =
      List.of(
          OPEN_INFERENCE,
          GEN_AI,
          TRACELOOP,
          GOOGLE_ADK,
          VERCEL,
          VOLT_AGENT,
          LIVE_KIT,
          LAMINAR,
          LANGFUSE);

  private static Convention values(List<Object> inputs, List<Object> outputs) {
    return new Convention(
        List.of(), Map.of(), Tokens.NONE, inputs, outputs, List.of(), List.of(), List.of(), null);
  }

  private static Map<String, String> same(String... kinds) {
    return List.of(kinds).stream()
        .collect(Collectors.toUnmodifiableMap(kind -> kind, kind -> kind));
  }
}
